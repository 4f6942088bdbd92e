/** The scanner, the matcher and the shredder. Not API. */
@NullMarked
package io.xylem.xml.internal.scan;

import org.jspecify.annotations.NullMarked;
