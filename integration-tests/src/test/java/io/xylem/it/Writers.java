package io.xylem.it;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight applications that write to one table at the same time. */
final class Writers {
    static final int THREADS = 8;

    private static final Mapping MAPPING = Mapping.fromYaml("writers.yaml", """
            version: 1
            record: /r/e
            columns:
              - {name: id, path: "@id", type: int, required: true}
            """);

    private Writers() {}

    /**
     * Writes.
     *
     * @param arguments the folder with a folder for each writer, the table, and which eight of the writers
     */
    public static void main(String[] arguments) throws Exception {
        int from = Integer.parseInt(arguments[2]) * THREADS;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<RunReport>> runs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String app = "w" + (from + i);
            runs.add(threads.submit(() -> run(app, Path.of(arguments[0], app), Path.of(arguments[1]))));
        }
        threads.shutdown();
        for (Future<RunReport> run : runs) {
            if (!run.get().balanced()) {
                throw new AssertionError(run.get().toJson());
            }
        }
    }

    private static RunReport run(String app, Path input, Path table) {
        return Pipeline.from(ArchiveSource.of(input))
                .flatten(ArrowFlattener.of(XmlShredder.of(MAPPING)))
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder().appId(app).parallelism(1).jobWeight(1).build());
    }
}
