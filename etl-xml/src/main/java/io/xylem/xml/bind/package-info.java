/** Documents bound to classes of the user's own, for logic that a mapping cannot say. */
@NullMarked
package io.xylem.xml.bind;

import org.jspecify.annotations.NullMarked;
