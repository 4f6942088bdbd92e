/** Shreds: documents taken apart into columns of text, one set of columns per level of the tree. */
@NullMarked
package io.xylem.core.shred;

import org.jspecify.annotations.NullMarked;
