/** How schemas are compiled and documents checked. */
@NullMarked
package io.xylem.xml.validate.internal;

import org.jspecify.annotations.NullMarked;
