package io.xylem.examples.cli;

import io.xylem.core.UsageException;
import io.xylem.xml.xsd.XsdMapping;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an XML Schema. */
final class SchemaOptions {
    @Option(
            names = "--xsd",
            paramLabel = "SCHEMA.xsd",
            description =
                    "Makes the mapping of an XML Schema; with --input, of what those documents have of it. May be given"
                            + " several times, for schemas that belong together.")
    private List<Path> schemas = List.of();

    @Option(
            names = "--root",
            paramLabel = "NAME",
            description = "The document element in the schema: name, prefix:name or {uri}name.")
    private @Nullable String root;

    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description =
                    "A folder with schemas that are not where their schemaLocation says. May be given several times.")
    private List<Path> catalogue = List.of();

    @Option(
            names = "--depth",
            paramLabel = "N",
            description =
                    "How many elements of one type inside one another become columns; what is inside the last is kept as"
                            + " xml (1).")
    private @Nullable Integer depth;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description =
                    "How many columns and groups the mapping of a schema has at most; what is farthest from the record is"
                            + " kept as xml (1000).")
    private @Nullable Integer columns;

    /** Whether there is a schema. */
    boolean given() {
        if (schemas.isEmpty() && (root != null || !catalogue.isEmpty() || depth != null || columns != null)) {
            throw new UsageException("--root, --catalogue, --depth and --columns go with --xsd; name the schema");
        }
        return !schemas.isEmpty();
    }

    XsdMapping mapping() {
        XsdMapping mapping = XsdMapping.from(
                schemas.get(0), schemas.subList(1, schemas.size()).toArray(Path[]::new));
        catalogue.forEach(mapping::catalogue);
        if (root != null) {
            mapping.root(root);
        }
        if (depth != null) {
            mapping.depth(depth);
        }
        if (columns != null) {
            mapping.columns(columns);
        }
        return mapping;
    }
}
