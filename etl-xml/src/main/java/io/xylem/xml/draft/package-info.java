/** Mappings drafted from a description of documents, which a schema gives, or documents themselves. */
@NullMarked
package io.xylem.xml.draft;

import org.jspecify.annotations.NullMarked;
