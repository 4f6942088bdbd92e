package io.xylem.examples.cli;

import io.xylem.arrow.parquet.Compression;
import io.xylem.core.CancellationToken;
import io.xylem.core.ChangedArchives;
import io.xylem.core.Pipeline;
import io.xylem.core.RejectLimit;
import io.xylem.core.RunListener;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.UsageException;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ingests archives into a Delta table. */
@Command(
        name = "ingest",
        description =
                "Reads archives of XML into a Delta table. What is refused goes to the quarantine table beside it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "%nCOORDINATES of --h3 are one of",
            "  LAT,LON                 two columns with decimal degrees",
            "  latlon=COL              one column with 'lat lon'",
            "  lonlat=COL              one column with 'lon,lat' or 'lon,lat,alt'",
            "  dms=LAT,LON  dms=COL    text such as 372345N or 37-23-45.5N",
            "  dms=DEG/MIN/SEC/DIR,DEG/MIN/SEC/DIR",
            "                          parts in columns of their own; all but DEG may be empty"
        })
final class IngestCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 9;
    private static final int REJECTS_SHOWN = 3;
    static final String ALL_PATHS = "--report FILE lists them all";

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = "--table",
            required = true,
            paramLabel = "DIR",
            description =
                    "The Delta table, or with layout: tables the folder around them; created if it does not exist.")
    @SuppressWarnings("NullAway.Init")
    private Path table;

    @Option(
            names = "--h3",
            paramLabel = "COORDINATES:RES[,RES][:PREFIX]",
            description = "Adds columns <PREFIX><RES> (h3_ by default) with H3 cells. May be given several times.")
    private List<String> cells = List.of();

    @Option(
            names = "--h3-mode",
            paramLabel = "direct|hierarchical",
            defaultValue = "direct",
            description = "Exact cells, or parents of the finest (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private H3Enricher.Mode cellMode;

    @Option(
            names = "--h3-as",
            paramLabel = "long|hex",
            defaultValue = "long",
            description = "How cells are stored (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private H3Enricher.CellForm cellForm;

    @Option(
            names = "--partition-by",
            split = ",",
            paramLabel = "COL",
            description = "Partition columns. COL:date stands for the day of a timestamp, as a new column COL_date.")
    private List<String> partitions = List.of();

    @Option(names = "--parallelism", paramLabel = "N", description = "Worker threads; one per core by default.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--app-id",
            paramLabel = "ID",
            description = "Archives that this id has already ingested are skipped (${DEFAULT-VALUE}).")
    private String appId = RunOptions.DEFAULT.appId();

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the ledger as JSON.")
    @Nullable private Path report;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|P%",
            defaultValue = "0",
            description = "More quarantined documents than that make the exit status 1 (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String maxRejects;

    @Option(
            names = "--abort-rejects",
            paramLabel = "P%",
            defaultValue = "50%",
            description =
                    "From 1,000 documents on, more refused than that stop the run before the commit (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String abortRejects;

    @Option(
            names = "--file-size",
            paramLabel = "SIZE",
            defaultValue = "100MB",
            description = "Target size of a data file (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String fileSize;

    @Option(
            names = "--compression",
            paramLabel = "zstd|snappy|none",
            defaultValue = "zstd",
            description = "Compression of the data files (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Compression compression;

    @Option(
            names = "--changed",
            paramLabel = "append|refuse",
            defaultValue = "append",
            description =
                    "What happens to archives that have changed since they were ingested, or have the content of another"
                            + " one: they are ingested as new ones, with a warning, or stop the run (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private ChangedArchives changed;

    @Option(names = "--no-progress", description = "No progress on stderr.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        Mapping mapping = input.readMapping();
        makeFolder(report);
        FirstRejects rejects = new FirstRejects(REJECTS_SHOWN);
        Pipeline pipeline = pipeline(mapping, rejects);
        CancellationToken token = new CancellationToken();
        ProgressDisplay display = new ProgressDisplay(System.err, Boolean.getBoolean("etl.terminal"));
        RunOptions options = RunOptions.builder()
                .parallelism(parallelism)
                .appId(appId)
                .startedAt(Clock.systemUTC().instant())
                .limits(input.limits())
                .maxRejects(RejectLimit.parse(maxRejects))
                .abortRejects(percent(abortRejects))
                .changedArchives(changed)
                .cancellation(token)
                .listener(quiet ? RunListener.NONE : display)
                .build();
        RunReport result = run(pipeline, options, token, display);
        if (report != null) {
            write(report, result.toJson());
        }
        RunSummary summary = new RunSummary(System.err, result, mapping);
        int status = finish(summary, result, rejects);
        summary.printWarnings();
        return status;
    }

    static void write(Path report, String json) throws IOException {
        try {
            Files.writeString(report, json + System.lineSeparator());
        } catch (IOException e) {
            throw new IOException("the run is committed, but its report could not be written to " + report, e);
        }
    }

    private Pipeline pipeline(Mapping mapping, FirstRejects rejects) throws IOException {
        Recipe recipe = recipe();
        DeltaSink sink =
                recipe.sink(table, mapping.layout()).note(recipe.toJson()).build();
        Pipeline pipeline = recipe.stage(input.source(), XmlShredder.of(mapping))
                .into(sink)
                .onReject(rejects.watch(DeltaQuarantine.beside(table)));
        sink.check(pipeline.tables());
        return pipeline;
    }

    private Recipe recipe() throws IOException {
        return new Recipe(
                input.mapping.toAbsolutePath().normalize().toString(),
                Files.readString(input.mapping),
                input.inputs.stream().map(IngestCommand::absolute).toList(),
                input.sourceRoot == null ? null : absolute(input.sourceRoot.toString()),
                input.includes,
                input.excludes,
                input.limits,
                cells,
                cellMode,
                cellForm,
                partitions,
                fileSize,
                compression);
    }

    private static String absolute(String input) {
        try {
            return Path.of(input).toAbsolutePath().toString();
        } catch (InvalidPathException e) {
            return input; // a glob, on a system whose file names cannot have wildcards
        }
    }

    /** Runs with a hook that lets SIGINT and SIGTERM stop the run in order; this is a command's business, not a library's. */
    static RunReport run(Pipeline pipeline, RunOptions options, CancellationToken token, ProgressDisplay display) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            token.cancel();
            try {
                boolean stopped = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
                System.err.println("etl: stopped by a signal" + (stopped ? "" : ", before all was cleaned up")
                        + "; what was not committed is not in the table; run the same command again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return pipeline.run(options);
        } finally {
            display.clear();
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is already going down: the hook has done its work.
            }
        }
    }

    private int finish(RunSummary summary, RunReport result, FirstRejects rejects) {
        summary.printCounts();
        summary.printUnmapped(RunSummary.MOST_PATHS, ALL_PATHS);
        summary.printUnmatched("no document", RunSummary.MOST_PATHS, ALL_PATHS);
        summary.printValues();
        summary.printRejects(rejects.lines());
        long refused = result.documents().quarantined();
        Path quarantine = DeltaQuarantine.folderBeside(table);
        if (!result.balanced()) {
            summary.printImbalances();
            return ExitStatus.TOO_MANY_REJECTS;
        }
        if (!result.withinRejectLimit()) {
            System.err.println("etl: Committed, but " + Plural.of(refused, "document")
                    + (refused == 1 ? " was" : " were") + " refused (more than --max-rejects " + maxRejects
                    + " allows): exit status " + ExitStatus.TOO_MANY_REJECTS + ". See " + quarantine);
            return ExitStatus.TOO_MANY_REJECTS;
        }
        if (refused > 0) {
            System.err.println("Refused documents are in " + quarantine);
        }
        return ExitStatus.DONE;
    }

    static void makeFolder(@Nullable Path report) {
        if (report == null) {
            return;
        }
        Path folder = report.toAbsolutePath().normalize().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UsageException(
                        "--report " + report + ": the folder " + folder + " is not there and cannot be made", e);
            }
        }
        if (Files.isDirectory(report)) {
            throw new UsageException("--report " + report + ": that is a folder; name a file in it");
        }
    }

    private static double percent(String text) {
        try {
            return Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw new UsageException("--abort-rejects " + text + ": not a percentage; write 50%", e);
        }
    }
}
