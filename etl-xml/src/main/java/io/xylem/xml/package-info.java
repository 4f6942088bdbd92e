/** Archives of XML to documents, and documents to shreds. */
@NullMarked
package io.xylem.xml;

import org.jspecify.annotations.NullMarked;
