/** Mappings drafted from an XML Schema. Needs {@code xerces:xercesImpl} on the class path. */
@NullMarked
package io.xylem.xml.xsd;

import org.jspecify.annotations.NullMarked;
