/** Delta tables through Delta Kernel: create, append, commit once per job, quarantine, read back. */
@NullMarked
package io.xylem.delta;

import org.jspecify.annotations.NullMarked;
