package io.xylem.examples.cli;

import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is read and how: shared by all commands that read XML with a mapping. */
final class InputOptions extends DocumentOptions {
    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "The mapping: which parts of a document become which columns.")
    @SuppressWarnings("NullAway.Init")
    Path mapping;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Files, folders (recursive) and globs: .xml and its compressed forms, zip, tar, tar.gz/.bz2/.xz/"
                            + ".zst, 7z, archives in archives.")
    List<String> inputs = List.of();

    @Option(names = "--source-root", paramLabel = "DIR", description = "_source is relative to this folder.")
    @Nullable Path sourceRoot;

    Mapping readMapping() {
        return Mapping.fromYaml(mapping);
    }

    ArchiveSource source() {
        ArchiveSource.Builder builder = source(inputs);
        if (sourceRoot != null) {
            builder.sourceRoot(sourceRoot);
        }
        return builder.build();
    }
}
