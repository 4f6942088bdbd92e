package io.xylem.xml.mapping;

import io.xylem.core.schema.DataType;
import io.xylem.core.shred.ValueRules;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column of a record or group, checked and with its defaults filled in.
 *
 * @param name the column's name
 * @param path where its values are
 * @param type the type of a single value
 * @param xml whether the value is the source text of the whole element; the type is string then
 * @param repeated whether it may have several values
 * @param onlyFirst whether further values of a scalar are ignored rather than treated as bad
 * @param rules how text becomes a value
 * @param comment what it means; null if nothing is said
 * @param renamedFrom the name that the column has in tables made before it was renamed; null if it always had its name
 */
public record Column(
        String name,
        Path path,
        DataType type,
        boolean xml,
        boolean repeated,
        boolean onlyFirst,
        ValueRules rules,
        @Nullable String comment,
        @Nullable String renamedFrom)
        implements Serializable {}
