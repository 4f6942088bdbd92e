package io.xylem.examples.cli;

import io.xylem.core.CancellationToken;
import io.xylem.core.Limits;
import io.xylem.core.Pipeline;
import io.xylem.core.RejectLimit;
import io.xylem.core.RunListener;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.UsageException;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaReplay;
import io.xylem.delta.DeltaSink;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does quarantined documents again. */
@Command(
        name = "replay",
        description = {
            "Does the quarantined documents of a table again, for example after its mapping was corrected, and moves those that pass into the table.",
            "Everything but the table is known from the ingest: the mapping is read again from its file, and the archives must be where and what they were."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private static final int REJECTS_SHOWN = 3;

    @Option(names = "--table", required = true, paramLabel = "DIR", description = "The Delta table.")
    @SuppressWarnings("NullAway.Init")
    private Path table;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Another mapping than that of the ingest.")
    @Nullable private Path mapping;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Where the archives are now, if they were moved; their names in _source must come out the same.")
    private List<String> inputs = List.of();

    @Option(
            names = "--source-root",
            paramLabel = "DIR",
            description = "With --input: names are relative to this folder.")
    @Nullable private Path sourceRoot;

    @Option(
            names = "--app-id",
            paramLabel = "ID",
            description = "Whose documents, if several ids have written to the table.")
    @Nullable private String appId;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = "Changes a limit, on top of those of the ingest. May be given several times.")
    private List<String> limits = List.of();

    @Option(names = "--parallelism", paramLabel = "N", description = "Worker threads; one per core by default.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the ledger as JSON.")
    @Nullable private Path report;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|P%",
            defaultValue = "0",
            description = "More documents left in quarantine than that make the exit status 1 (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String maxRejects;

    @Option(names = "--no-progress", description = "No progress on stderr.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        RejectLimit tolerated = RejectLimit.parse(maxRejects);
        List<DeltaReplay.Note> notes = notes();
        List<Recipe> recipes =
                notes.stream().map(note -> Recipe.fromJson(note.text())).toList();
        Recipe latest = recipes.get(recipes.size() - 1);
        Limits allowed = limits(latest);
        Mapping now = mapping == null ? latest.mappingNow() : Mapping.fromYaml(mapping);
        IngestCommand.makeFolder(report);
        DeltaSink sink = latest.sink(table, now.layout()).build();
        DeltaReplay replay = DeltaReplay.open(sink, notes.get(0).appId());
        FirstRejects rejects = new FirstRejects(REJECTS_SHOWN);
        Pipeline pipeline = latest.stage(replay.from(sources(recipes, replay)), XmlShredder.of(now))
                .into(replay.sink())
                .onReject(rejects.watch(replay.quarantine()));
        sink.check(pipeline.tables());
        CancellationToken token = new CancellationToken();
        ProgressDisplay display = new ProgressDisplay(System.err, Boolean.getBoolean("etl.terminal"));
        RunOptions options = RunOptions.builder()
                .parallelism(parallelism)
                .appId(replay.appId())
                .startedAt(Clock.systemUTC().instant())
                .limits(allowed)
                .maxRejects(tolerated)
                .abortRejects(100)
                .cancellation(token)
                .listener(quiet ? RunListener.NONE : display)
                .build();
        RunReport result = IngestCommand.run(pipeline, options, token, display);
        if (report != null) {
            IngestCommand.write(report, result.toJson());
        }
        RunSummary summary = new RunSummary(System.err, result, now);
        int status = finish(summary, result, rejects, replay, tolerated);
        if (result.documents().discovered() > 0) {
            summary.printWarnings();
        }
        return status;
    }

    /** The notes of the application whose documents are done again: one for each of its jobs. */
    private List<DeltaReplay.Note> notes() throws IOException {
        List<DeltaReplay.Note> all = DeltaReplay.notes(table);
        List<String> applications =
                all.stream().map(DeltaReplay.Note::appId).distinct().toList();
        if (appId == null && applications.size() > 1) {
            throw new UsageException("several app ids have written to '" + table + "': "
                    + String.join(", ", applications) + "; say whose documents with --app-id");
        }
        List<DeltaReplay.Note> chosen = all.stream()
                .filter(note -> appId == null || note.appId().equals(appId))
                .toList();
        if (!Files.isDirectory(table)) {
            throw new UsageException("there is no Delta table at '" + table + "'; check the path");
        }
        if (chosen.isEmpty()) {
            throw new UsageException("'" + table + "' does not remember how it was ingested"
                    + (appId == null ? "" : " by '" + appId + "'")
                    + ": only what etl ingest has written can be replayed by it"
                    + (applications.isEmpty() ? "" : ", here by: " + String.join(", ", applications)));
        }
        return chosen;
    }

    private Limits limits(Recipe recipe) {
        DocumentOptions options = new DocumentOptions();
        options.limits =
                Stream.concat(recipe.limits().stream(), limits.stream()).toList();
        return options.limits();
    }

    private List<ArchiveSource> sources(List<Recipe> recipes, DeltaReplay replay) {
        if (replay.documents().isEmpty()) {
            return List.of();
        }
        Recipe latest = recipes.get(recipes.size() - 1);
        String root = sourceRoot == null ? null : sourceRoot.toString();
        List<Recipe.Origin> origins = inputs.isEmpty()
                ? recipes.stream().map(Recipe::origin).distinct().toList()
                : List.of(new Recipe.Origin(inputs, root, latest.includes(), latest.excludes()));
        return origins.stream()
                .map(origin -> origin.source()
                        .only(replay.documents(), replay.tabled())
                        .build())
                .toList();
    }

    private int finish(
            RunSummary summary, RunReport result, FirstRejects rejects, DeltaReplay replay, RejectLimit tolerated) {
        summary.printCounts();
        summary.printUnmapped(RunSummary.MOST_PATHS, IngestCommand.ALL_PATHS);
        summary.printValues();
        summary.printRejects(rejects.lines());
        Map<String, String> left = replay.left();
        left.entrySet().stream()
                .limit(REJECTS_SHOWN)
                .forEach(entry -> System.err.println("not replayed: " + entry.getKey() + ": " + entry.getValue()));
        if (left.size() > REJECTS_SHOWN) {
            System.err.println("  and " + Plural.of(left.size() - REJECTS_SHOWN, "document") + " more");
        }
        if (!result.balanced()) {
            summary.printImbalances();
            return ExitStatus.TOO_MANY_REJECTS;
        }
        long refused = result.documents().quarantined() + left.size();
        long documents = result.documents().discovered() - result.documents().skipped() + left.size();
        int status = tolerated.allows(refused, documents) ? ExitStatus.DONE : ExitStatus.TOO_MANY_REJECTS;
        if (refused > 0) {
            System.err.println(Plural.of(refused, "document")
                    + (refused == 1 ? " stays in " : " stay in ")
                    + DeltaQuarantine.folderBeside(table)
                    + (status == ExitStatus.DONE ? "" : ": exit status " + status));
        } else if (result.documents().discovered() == 0) {
            System.err.println("Nothing is in quarantine");
        }
        return status;
    }
}
