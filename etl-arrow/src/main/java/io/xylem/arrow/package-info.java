/** Typed Arrow batches assembled from shreds, and the sink that writes them as Arrow IPC. */
@NullMarked
package io.xylem.arrow;

import org.jspecify.annotations.NullMarked;
