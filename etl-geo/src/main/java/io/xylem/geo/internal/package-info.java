/** Readers of coordinate columns and the cursor that adds cells. Not API. */
@NullMarked
package io.xylem.geo.internal;

import org.jspecify.annotations.NullMarked;
