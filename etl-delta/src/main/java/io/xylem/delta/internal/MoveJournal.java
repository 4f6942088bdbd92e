package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.xylem.core.RunInfo;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.DeltaFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is about to commit, durably. A move that is written down will be committed, if need be by the next replay, and neither the archives nor
 * the mapping are needed for that.
 */
public final class MoveJournal {
    private static final Pattern MOVE = Pattern.compile("[0-9]{20}\\.move\\.json");

    private final Path folder;

    /**
     * A journal.
     *
     * @param table the table's folder
     * @param appId the application of the replay
     */
    public MoveJournal(Path table, String appId) {
        this.folder = JobLock.stateFolder(table, appId);
    }

    /**
     * Where a move is written down.
     *
     * @param sequence the job
     * @return the file
     */
    public Path file(long sequence) {
        return folder.resolve(String.format(Locale.ROOT, "%020d.move.json", sequence));
    }

    /**
     * The moves that may not be committed in full.
     *
     * @return the moves, by ascending sequence
     * @throws IOException if they cannot be read
     */
    public List<Move> moves() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(path ->
                            MOVE.matcher(String.valueOf(path.getFileName())).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<Move> moves = new ArrayList<>(files.size());
        for (Path file : files) {
            moves.add(read(Json.parse(Files.readString(file, StandardCharsets.UTF_8))));
        }
        return moves;
    }

    /**
     * Refuses to begin a job whose files are about to be committed. Under the {@link JobLock}.
     *
     * @param sequence the job
     * @throws UsageException if a move of that job is written down
     */
    public void requireNone(long sequence) {
        if (Files.exists(file(sequence))) {
            throw new UsageException(
                    "another replay was interrupted in the meantime; run again, which completes it first");
        }
    }

    /**
     * Writes a move down.
     *
     * @param move the move
     * @throws IOException if it cannot be written
     */
    public void write(Move move) throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("runId", move.run().runId());
        run.put("appId", move.run().appId());
        run.put("startedAt", move.run().startedAt().toString());
        run.put("mappingVersion", move.run().mappingVersion());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run);
        json.put("sequence", move.sequence());
        json.put("tables", move.tables().stream().map(SchemaJson::write).toList());
        json.put("files", move.files().stream().map(MoveJournal::json).toList());
        json.put("kept", move.kept().stream().map(MoveJournal::json).toList());
        json.put("removed", move.removed());
        DurableFiles.createFolders(folder);
        DurableFiles.write(file(move.sequence()), Json.text(json));
    }

    /**
     * Forgets a move and the plan of its job: it is committed in full, or not at all.
     *
     * @param sequence the job
     * @throws IOException if the files cannot be removed
     */
    public void forget(long sequence) throws IOException {
        Files.deleteIfExists(file(sequence));
        Files.deleteIfExists(folder.resolve(PlanJournal.name(sequence)));
        DurableFiles.syncFolder(folder);
    }

    private static Map<String, Object> json(DeltaFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", file.table());
        json.put("path", file.path());
        json.put("partition", file.partition());
        json.put("rows", file.rows());
        json.put("bytes", file.bytes());
        json.put("statistics", file.statistics());
        json.put("columns", file.columns());
        return json;
    }

    private static Move read(JsonNode json) {
        JsonNode run = json.required("run");
        List<TableSchema> tables = new ArrayList<>();
        json.required("tables").forEach(table -> tables.add(SchemaJson.read(table)));
        List<String> removed = new ArrayList<>();
        json.required("removed").forEach(path -> removed.add(path.asText()));
        return new Move(
                new RunInfo(
                        run.required("runId").asText(),
                        run.required("appId").asText(),
                        Instant.parse(run.required("startedAt").asText()),
                        run.required("mappingVersion").asText()),
                json.required("sequence").asLong(),
                tables,
                files(json.required("files")),
                files(json.required("kept")),
                removed);
    }

    private static List<DeltaFile> files(JsonNode json) {
        List<DeltaFile> files = new ArrayList<>();
        for (JsonNode file : json) {
            List<@Nullable String> partition = new ArrayList<>();
            file.required("partition").forEach(value -> partition.add(value.textValue()));
            files.add(new DeltaFile(
                    file.required("table").asInt(),
                    file.required("path").asText(),
                    partition,
                    file.required("rows").asLong(),
                    file.required("bytes").asLong(),
                    file.required("statistics").asText(),
                    file.required("columns").asText()));
        }
        return files;
    }
}
