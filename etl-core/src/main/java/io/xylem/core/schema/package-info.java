/** Logical types and table schemas, independent of any file format or memory layout. */
@NullMarked
package io.xylem.core.schema;

import org.jspecify.annotations.NullMarked;
