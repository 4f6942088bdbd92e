/** Measures how fast the library is: stage by stage with JMH, and the whole way end to end. */
@NullMarked
package io.xylem.benchmarks;

import org.jspecify.annotations.NullMarked;
