package io.xylem.examples.cli;

import io.xylem.core.UsageException;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of the commands that look at documents without a mapping. */
final class ProfileOptions extends DocumentOptions {
    private static final int MOST_SHOWN = 5;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Files, folders (recursive) and globs: .xml and its compressed forms, zip, tar, tar.gz/.bz2/.xz/"
                            + ".zst, 7z, archives in archives.")
    List<String> inputs = List.of();

    @Option(
            names = "--doctype",
            paramLabel = "reject|internal",
            defaultValue = "reject",
            description = "What happens to documents with a DOCTYPE (${DEFAULT-VALUE}).")
    Doctype doctype = Doctype.REJECT;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Worker threads; one per core by default. Changes nothing in the output.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--max-paths",
            paramLabel = "N",
            defaultValue = "10000",
            description = "More different paths than that are an error (${DEFAULT-VALUE}).")
    private int maxPaths;

    /** Reads the documents, and tells on stderr what became of them. */
    Profile profile() throws IOException {
        if (inputs.isEmpty()) {
            throw new UsageException("--input is missing; give files, folders or globs");
        }
        if (parallelism < 1 || maxPaths < 1) {
            throw new UsageException("--parallelism and --max-paths must be at least 1");
        }
        Profile profile = DocumentProfiler.of(source(inputs).build())
                .limits(limits())
                .doctype(doctype)
                .threads(parallelism)
                .maxPaths(maxPaths)
                .run();
        System.err.printf(
                Locale.ROOT,
                "documents: %,d read, %,d refused; entries that are no documents: %,d%n",
                profile.documents(),
                profile.rejects().values().stream().mapToLong(n -> n).sum(),
                profile.skipped());
        profile.refusals().stream()
                .limit(MOST_SHOWN)
                .forEach(r -> System.err.println("refused: " + r.source() + ": " + r.code() + ": " + r.message()));
        return profile;
    }

    /** Writes to stdout, in UTF-8 whatever the terminal is. */
    static void print(String text) {
        System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
