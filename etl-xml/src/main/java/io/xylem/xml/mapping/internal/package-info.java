/** Reading, checking and writing of mappings. Not API. */
@NullMarked
package io.xylem.xml.mapping.internal;

import org.jspecify.annotations.NullMarked;
