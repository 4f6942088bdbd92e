package io.xylem.examples.embed;

import io.xylem.xml.XmlRows;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Path;

/** Uses the flattener alone: XML in, rows of text out; no Arrow, no Parquet, no tables. */
public final class FlattenDocuments {
    private FlattenDocuments() {}

    /**
     * Prints the rows of documents.
     *
     * @param arguments mapping file, input
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        flatten(Path.of(arguments[0]), Path.of(arguments[1]), System.out);
    }

    static void flatten(Path mappingFile, Path input, Appendable out) throws IOException {
        Mapping mapping = Mapping.fromYaml(mappingFile);
        try (XmlRows rows = XmlRows.open(mapping, input)) {
            while (rows.next()) {
                out.append(rows.source() + " " + rows.group() + " " + rows.text("title") + "\n");
            }
            rows.rejects().forEach(reject -> System.err.println(reject.source() + ": " + reject.message()));
        }
    }
}
