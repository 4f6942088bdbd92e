/** The Delta log on a local disk, the schemas and the statistics. Not API. */
@NullMarked
package io.xylem.delta.internal;

import org.jspecify.annotations.NullMarked;
