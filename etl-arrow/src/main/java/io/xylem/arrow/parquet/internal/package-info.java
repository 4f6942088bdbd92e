/** The column encoders behind {@code io.xylem.arrow.parquet}. Not API. */
@NullMarked
package io.xylem.arrow.parquet.internal;

import org.jspecify.annotations.NullMarked;
