package io.xylem.faults;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.XylemException;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.faults.Faults.Call;
import io.xylem.faults.Faults.Way;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one pipeline again and again, with each call of the file system failing in each way; after every failure the same run once more,
 * undisturbed, must end with the rows and files of a run that never failed. Needs {@link FaultyProvider}.
 */
final class FaultyRuns {
    private static final Mapping MAPPING = Mapping.fromYaml("faults.yaml", """
            version: 1
            record: /r/e
            columns:
              - {name: id, path: "@id", type: int, required: true}
              - {name: text, path: ".", type: string}
            """);

    private final Path folder;
    private final Path input;

    private FaultyRuns(Path folder) throws IOException {
        this.folder = folder;
        this.input = Files.createDirectories(folder.resolve("run/input"));
        for (int archive = 0; archive < 2; archive++) {
            Files.write(input.resolve("a" + archive + ".zip"), new byte[0]);
            try (OutputStream out = Files.newOutputStream(input.resolve("a" + archive + ".zip"));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < 4; i++) {
                    zip.putNextEntry(new ZipEntry(i + ".xml"));
                    zip.write(document(archive, i).getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        }
    }

    private static String document(int archive, int number) {
        return number == 3
                ? "<r><e/></r>"
                : "<r><e id='" + (archive * 10 + number) + "'>one</e><e id='" + (100 + number) + "'>two</e></r>";
    }

    /**
     * Runs all of it.
     *
     * @param arguments a folder; every how manieth call fails; where to begin
     * @throws IOException if the folder cannot be used, or a run that nobody disturbs fails
     */
    public static void main(String[] arguments) throws IOException {
        FaultyRuns runs = new FaultyRuns(Path.of(arguments[0]).toRealPath());
        runs.all(Integer.parseInt(arguments[1]));
    }

    private void all(int step) throws IOException {
        Path table = folder.resolve("run/lake/numbers");
        Faults.install(folder.resolve("run").toString(), null, Way.BEFORE);
        run(table);
        List<Call> calls = Faults.uninstall();
        Map<String, Object> expected = content(table);
        int tried = 0;
        int noticed = 0;
        for (Way way : Way.values()) {
            List<Call> possible =
                    calls.stream().filter(call -> call.canFail(way)).toList();
            for (int i = way.ordinal() % step; i < possible.size(); i += step) {
                clear(table.getParent());
                noticed += disturb(table, possible.get(i), way) ? 1 : 0;
                heal(table, possible.get(i), way, expected);
                tried++;
            }
        }
        System.out.println(calls.size() + " calls, " + tried + " faults, " + noticed + " of them failed the run");
        Set<String> kinds = new HashSet<>();
        calls.forEach(call -> kinds.add(call.what().substring(0, call.what().indexOf(' '))));
        if (!kinds.containsAll(
                Set.of("open", "read", "create", "write", "force", "link", "folder", "list", "delete"))) {
            throw new AssertionError("these calls only: " + kinds);
        }
    }

    /** Whether the run failed. */
    private boolean disturb(Path table, Call call, Way way) {
        Faults.install(folder.resolve("run").toString(), call, way);
        try {
            run(table);
            return false;
        } catch (XylemException e) {
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(call + " " + way + ": not an error of ours", e);
        } finally {
            Faults.uninstall();
            if (!Faults.happened()) {
                throw new AssertionError(call + " " + way + ": never came");
            }
        }
    }

    private void heal(Path table, Call call, Way way, Map<String, Object> expected) throws IOException {
        try {
            run(table);
        } catch (XylemException e) {
            throw new AssertionError(call + " " + way + ": the second run fails", e);
        }
        Map<String, Object> actual = content(table);
        if (!actual.equals(expected)) {
            Set<String> names = new HashSet<>(expected.keySet());
            names.addAll(actual.keySet());
            names.removeIf(name -> java.util.Objects.equals(actual.get(name), expected.get(name)));
            throw new AssertionError(call + " " + way + ": these differ after the second run: " + names);
        }
    }

    private void run(Path table) {
        Pipeline.from(ArchiveSource.of(input))
                .flatten(ArrowFlattener.of(XmlShredder.of(MAPPING)))
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder()
                        .parallelism(1)
                        .startedAt(Instant.parse("2026-01-02T03:04:05Z"))
                        .runId("run")
                        .build());
    }

    /** The rows of both tables, and the data files with their bytes. */
    private static Map<String, Object> content(Path table) throws IOException {
        Map<String, Object> content = new TreeMap<>();
        for (Path each : List.of(table, table.resolveSibling("numbers_quarantine"))) {
            List<Map<String, @Nullable Object>> rows = DeltaTable.open(each).rows(Long.MAX_VALUE);
            content.put("rows of " + each.getFileName(), rows.toString().replaceAll("\\[B@[0-9a-f]+", "bytes"));
            try (Stream<Path> files = Files.walk(each)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".parquet"))
                        .filter(f -> !f.toString().contains("_delta_log"))
                        .toList()) {
                    content.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return content;
    }

    private static void clear(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
