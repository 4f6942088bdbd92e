/** Small programs that the README shows. */
@NullMarked
package io.xylem.examples.embed;

import org.jspecify.annotations.NullMarked;
