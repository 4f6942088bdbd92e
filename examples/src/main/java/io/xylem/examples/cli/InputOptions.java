package io.xylem.examples.cli;

import io.xylem.core.Limits;
import io.xylem.core.UsageException;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is read and how: shared by all commands that read XML. */
final class InputOptions {
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

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Only entries that match are documents. May be given several times.")
    List<String> includes = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Entries that match are skipped. May be given several times.")
    List<String> excludes = List.of();

    @Option(names = "--source-root", paramLabel = "DIR", description = "_source is relative to this folder.")
    @Nullable Path sourceRoot;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = "Changes a limit, such as depth=2000 or document=256MB. May be given several times.")
    List<String> limits = List.of();

    Mapping readMapping() {
        return Mapping.fromYaml(mapping);
    }

    ArchiveSource source() {
        ArchiveSource.Builder builder = ArchiveSource.builder();
        inputs.forEach(builder::input);
        includes.forEach(builder::include);
        excludes.forEach(builder::exclude);
        if (sourceRoot != null) {
            builder.sourceRoot(sourceRoot);
        }
        return builder.build();
    }

    Limits limits() {
        Limits all = Limits.DEFAULT;
        for (String limit : limits) {
            int equals = limit.indexOf('=');
            try {
                all = all.with(limit.substring(0, Math.max(0, equals)), Sizes.parse(limit.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new UsageException(
                        "--limit " + limit + ": write a name and a number or size, such as depth=2000"
                                + " or document=256MB",
                        e);
            }
        }
        return all;
    }
}
