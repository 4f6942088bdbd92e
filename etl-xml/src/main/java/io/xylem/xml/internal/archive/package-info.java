/** Archives, and archives in archives, to documents. Not API. */
@NullMarked
package io.xylem.xml.internal.archive;

import org.jspecify.annotations.NullMarked;
