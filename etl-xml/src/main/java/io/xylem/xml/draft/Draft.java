package io.xylem.xml.draft;

import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.mapping.internal.YamlWriter;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A drafted mapping with what is worth knowing before it is edited.
 *
 * @param mapping the mapping
 * @param notes what is said about all of it, line by line
 * @param remarks what is said beside columns and groups, by name
 */
public record Draft(Mapping mapping, List<String> notes, SortedMap<String, String> remarks) {
    /** Copies list and map. */
    public Draft {
        notes = List.copyOf(notes);
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
    }

    /**
     * The mapping file: one line per column, notes and remarks as comments.
     *
     * @return YAML that {@link Mapping#fromYaml(String, String)} reads back into an equal mapping
     */
    public String yaml() {
        return YamlWriter.write(mapping, notes, remarks);
    }
}
