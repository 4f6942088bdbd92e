package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.examples.cli.Etl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The command in a JVM of its own, and what it has left on disk. */
final class IngestProcess {
    private IngestProcess() {}

    /** The live data files with their checksums. */
    static TreeMap<String, Long> files(Path folder) throws IOException {
        TreeMap<String, Long> files = new TreeMap<>();
        for (Path table : tables(folder)) {
            for (String file : Rows.liveFiles(table).keySet()) {
                CRC32C checksum = new CRC32C();
                checksum.update(Files.readAllBytes(table.resolve(file)));
                files.put(folder.relativize(table.resolve(file)).toString(), checksum.getValue());
            }
        }
        return files;
    }

    private static List<Path> tables(Path folder) throws IOException {
        try (Stream<Path> folders = Files.walk(folder, 1)) {
            return folders.filter(f -> Files.isDirectory(f.resolve("_delta_log")))
                    .sorted()
                    .toList();
        }
    }

    /** The data files that are there, live or not. */
    static Set<String> onDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".parquet"))
                    .map(f -> folder.relativize(f).toString())
                    .filter(f -> !f.startsWith("_") && !f.contains("/_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Starts the command over archives, with small files and compilers that are quick; what it says is in {@code log} beside the table. */
    static Process start(Path mapping, Path archives, Path table) throws IOException {
        return start(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                mapping,
                archives,
                table,
                List.of("--file-size", "100KB", "--max-rejects", "100%"));
    }

    /** Starts the command over archives with options of the JVM and of its own. */
    static Process start(List<String> jvm, Path mapping, Path archives, Path table, List<String> options)
            throws IOException {
        Files.createDirectories(table.getParent());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Darrow.allocation.manager.type=Unsafe",
                "-cp",
                Files.readString(Ingest.root().resolve("examples/target/classpath")) + ":"
                        + Ingest.root().resolve("examples/target/classes"),
                Etl.class.getName(),
                "ingest",
                "--mapping",
                mapping.toString(),
                "--input",
                archives.toString(),
                "--table",
                table.toString(),
                "--h3",
                "lat,lon:5,7,9"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(table.resolveSibling("log").toFile())
                .start();
    }

    /** Kills a process after a time, and tells whether it was still there. */
    static boolean killed(Process process, long afterNanos) throws InterruptedException {
        boolean ended = process.waitFor(afterNanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** Waits for a process, and tells its exit status. */
    static int finish(Process process) throws InterruptedException {
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).isTrue();
        return process.exitValue();
    }
}
