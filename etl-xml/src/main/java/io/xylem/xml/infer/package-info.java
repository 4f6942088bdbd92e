/** What documents look like: a profile of their paths and values, and a mapping inferred from it. */
@NullMarked
package io.xylem.xml.infer;

import org.jspecify.annotations.NullMarked;
