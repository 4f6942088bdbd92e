package io.xylem.xml.bind;

import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import java.io.Serializable;

/** Makes Jackson's mapper where it is needed: mappers are set up once per task, and not sent along. */
@FunctionalInterface
public interface MapperFactory extends Serializable {
    /**
     * Makes a mapper.
     *
     * @return a mapper of the caller's own
     */
    XmlMapper create();
}
