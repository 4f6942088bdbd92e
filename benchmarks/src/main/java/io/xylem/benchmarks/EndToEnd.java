package io.xylem.benchmarks;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.TableCommit;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The whole way — inflate, scan, flatten, H3, Parquet, commit — through the public API with its defaults, in turns with
 * {@linkplain InflateOnly inflating alone}, in one process.
 */
public final class EndToEnd {
    private EndToEnd() {}

    /**
     * Measures.
     *
     * @param arguments folder of zip archives, mapping, folder for tables, threads, rounds
     * @throws IOException if the archives cannot be read or the table not be written
     */
    public static void main(String[] arguments) throws IOException {
        Path archives = Path.of(arguments[0]);
        Mapping mapping = Mapping.fromYaml(Path.of(arguments[1]));
        Path out = Path.of(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);

        double[] inflate = new double[rounds];
        double[] whole = new double[rounds];
        double[] ratio = new double[rounds];
        System.out.println("round  inflate/s  documents/s  ratio  rows       bytes        peak RSS MB");
        for (int round = 0; round < rounds; round++) {
            inflate[round] = inflateOnly(archives, threads);
            Path table = out.resolve("table");
            delete(table);
            delete(out.resolve("table_quarantine"));
            RunReport report = run(archives, mapping, table, threads);
            whole[round] = report.documentsPerSecond();
            ratio[round] = whole[round] / inflate[round];
            TableCommit commit = report.tables().get(0);
            System.out.printf(
                    Locale.ROOT,
                    "%5d  %9.0f  %11.0f  %5.3f  %,d  %,d  %d%n",
                    round,
                    inflate[round],
                    whole[round],
                    ratio[round],
                    commit.rows(),
                    commit.bytes(),
                    report.peakRssBytes() >> 20);
        }
        System.out.printf(
                Locale.ROOT,
                "median of the rounds after the first: inflate only %.0f/s, whole way %.0f documents/s, ratio %.3f%n",
                median(inflate),
                median(whole),
                median(ratio));
    }

    private static double inflateOnly(Path folder, int threads) throws IOException {
        List<Path> archives;
        try (Stream<Path> files = Files.list(folder)) {
            archives = files.filter(f -> f.toString().endsWith(".zip")).sorted().toList();
        }
        long started = System.nanoTime();
        long entries = InflateOnly.run(archives, threads);
        return entries * 1e9 / (System.nanoTime() - started);
    }

    private static RunReport run(Path archives, Mapping mapping, Path table, int threads) {
        return Pipeline.from(ArchiveSource.of(archives))
                .flatten(ArrowFlattener.of(XmlShredder.of(mapping)))
                .enrich(H3Enricher.parse("lat,lon:5,7,9").build())
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder().parallelism(threads).build());
    }

    private static double median(double[] values) {
        double[] sorted = values.length > 1 ? Arrays.copyOfRange(values, 1, values.length) : values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path dir, java.io.@org.jspecify.annotations.Nullable IOException error) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
