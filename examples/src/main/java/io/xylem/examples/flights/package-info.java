/** A generator of invented flight messages: the data of the demo and of the benchmarks. */
@NullMarked
package io.xylem.examples.flights;

import org.jspecify.annotations.NullMarked;
