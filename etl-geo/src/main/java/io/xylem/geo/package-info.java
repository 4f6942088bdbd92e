/** H3 cells for rows with coordinates: an enricher for Arrow batches, and the same arithmetic for single points. */
@NullMarked
package io.xylem.geo;

import org.jspecify.annotations.NullMarked;
