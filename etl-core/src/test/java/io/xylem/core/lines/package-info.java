/** A small, real pipeline for the tests of the runner: documents are texts, batches are lines, tables are text files. */
@NullMarked
package io.xylem.core.lines;

import org.jspecify.annotations.NullMarked;
