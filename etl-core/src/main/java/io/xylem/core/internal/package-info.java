/** The local runner and its parts. Not API. */
@NullMarked
package io.xylem.core.internal;

import org.jspecify.annotations.NullMarked;
