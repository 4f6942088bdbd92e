package io.xylem.arrow.parquet;

import io.xylem.core.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the files of a job are. */
final class PartNames {
    private final Path folder;
    private final boolean single;
    private final String prefix;

    PartNames(Path folder, JobContext job) {
        this.folder = folder;
        this.single = job.tables().size() == 1;
        this.prefix = job.sequence() == 0 ? "part-" : "part-" + job.sequence() + "-";
    }

    Path folder(String table) {
        return single ? folder : folder.resolve(table);
    }

    /** The path of a file from the commit on. */
    Path visible(String table, int number) {
        return folder(table).resolve(String.format(Locale.ROOT, "%s%05d.parquet", prefix, number));
    }

    /** The path of a file until the commit. */
    static Path pending(Path visible) {
        return visible.resolveSibling("." + visible.getFileName() + ".pending");
    }

    /** All visible files of the job. */
    List<Path> listVisible(String table) throws IOException {
        return list(table, Pattern.compile(Pattern.quote(prefix) + "\\d{5,}\\.parquet"));
    }

    /** All hidden files of the job, be they finished or not. */
    List<Path> listHidden(String table) throws IOException {
        return list(
                table,
                Pattern.compile("\\.{1,2}" + Pattern.quote(prefix) + "\\d{5,}\\.parquet\\.pending(\\.incomplete)?"));
    }

    private List<Path> list(String table, Pattern name) throws IOException {
        Path path = folder(table);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file ->
                            name.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        }
    }
}
