package io.xylem.examples.cli;

import io.xylem.core.Limits;
import io.xylem.core.UsageException;
import io.xylem.xml.ArchiveSource;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which documents are read and what they may cost. */
class DocumentOptions {
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

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = "Changes a limit, such as depth=2000 or document=256MB. May be given several times.")
    List<String> limits = List.of();

    ArchiveSource.Builder source(List<String> inputs) {
        ArchiveSource.Builder builder = ArchiveSource.builder();
        inputs.forEach(builder::input);
        includes.forEach(builder::include);
        excludes.forEach(builder::exclude);
        return builder;
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
