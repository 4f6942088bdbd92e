/** Validation of documents against a schema in XSD. */
@NullMarked
package io.xylem.xml.validate;

import org.jspecify.annotations.NullMarked;
