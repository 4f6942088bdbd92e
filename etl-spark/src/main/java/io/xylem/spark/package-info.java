/** Pipelines inside a Spark cluster. */
@NullMarked
package io.xylem.spark;

import org.jspecify.annotations.NullMarked;
