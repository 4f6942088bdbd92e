package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A long run takes no more heap, resident memory or file handles at its end than before: {@code -Dtest=SoakTest -Detl.soak=1000000}. */
@EnabledIfSystemProperty(
        named = "etl.soak",
        matches = "[1-9][0-9]*",
        disabledReason = "takes minutes: -Plong, or -Detl.soak=N")
class SoakTest {
    private static final int DOCUMENTS = Integer.getInteger("etl.soak", 0);
    private static final Pattern AFTER = Pattern.compile("->(\\d+)M\\(");
    private static final double MAY_GROW = 1.15;
    private static final int MORE_HANDLES = 8;

    @TempDir
    Path folder;

    @Test
    void heapResidentMemoryAndHandlesStayWhereTheyAre() throws Exception {
        Path archives = Ingest.archives(folder.resolve("archives"), DOCUMENTS, Math.max(10, DOCUMENTS / 10_000), 0);
        Path collections = folder.resolve("gc");
        Process process = IngestProcess.start(
                List.of("-Xmx256m", "-Xlog:gc:file=" + collections),
                Ingest.root().resolve("examples/flights.yaml"),
                archives,
                folder.resolve("lake/flights"),
                List.of());
        List<Long> resident = new ArrayList<>();
        List<Long> handles = new ArrayList<>();
        while (process.isAlive()) {
            Path about = Path.of("/proc", Long.toString(process.pid()));
            try (Stream<Path> open = Files.list(about.resolve("fd"))) {
                handles.add(open.count());
                resident.add(residentKilobytes(about));
            } catch (IOException e) {
                // It has just ended.
            }
            process.waitFor(200, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("lake/log")))
                .isZero();
        List<Long> heap = Files.readAllLines(collections).stream()
                .map(AFTER::matcher)
                .filter(Matcher::find)
                .map(line -> Long.valueOf(line.group(1)))
                .toList();
        System.out.printf(
                "by thirds of the run: heap after collections %s MB, resident %s KB, handles %s%n",
                thirds(heap), thirds(resident), thirds(handles));
        assertThat(thirds(heap).get(2)).isLessThan((long) (thirds(heap).get(1) * MAY_GROW));
        assertThat(thirds(resident).get(2)).isLessThan((long) (thirds(resident).get(1) * MAY_GROW));
        assertThat(thirds(handles).get(2)).isLessThanOrEqualTo(thirds(handles).get(1) + MORE_HANDLES);
    }

    private static long residentKilobytes(Path about) throws IOException {
        return Files.readAllLines(about.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /** The largest value of each third. */
    private static List<Long> thirds(List<Long> values) {
        List<Long> largest = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            largest.add(values.subList(third * values.size() / 3, (third + 1) * values.size() / 3).stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0));
        }
        return largest;
    }
}
