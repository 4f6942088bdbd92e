/**
 * Parquet files from Arrow batches, without Hadoop: an encoder that turns batches into row groups in memory, an appender that
 * puts row groups into a file, and a writer that is both.
 */
@NullMarked
package io.xylem.arrow.parquet;

import org.jspecify.annotations.NullMarked;
