/** A file system that fails when it is told to, under the whole pipeline. */
@NullMarked
package io.xylem.faults;

import org.jspecify.annotations.NullMarked;
