/** Arbitrary bytes for everything that reads files of strangers. */
@NullMarked
package io.xylem.fuzz;

import org.jspecify.annotations.NullMarked;
