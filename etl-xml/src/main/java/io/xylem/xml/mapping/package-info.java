/** Mappings: which parts of a document become which columns. */
@NullMarked
package io.xylem.xml.mapping;

import org.jspecify.annotations.NullMarked;
