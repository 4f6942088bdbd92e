/** The command {@code etl}. */
@NullMarked
package io.xylem.examples.cli;

import org.jspecify.annotations.NullMarked;
