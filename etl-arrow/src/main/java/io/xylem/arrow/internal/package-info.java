/** The kernels behind {@code io.xylem.arrow}: parsers of values and column-at-a-time assembly. Not API. */
@NullMarked
package io.xylem.arrow.internal;

import org.jspecify.annotations.NullMarked;
