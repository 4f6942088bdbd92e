package io.xylem.delta;

import io.xylem.core.RunInfo;
import io.xylem.delta.internal.ExistingTable;
import io.xylem.delta.internal.JobFile;
import io.xylem.delta.internal.Move;
import io.xylem.delta.internal.RejectRows;
import io.xylem.delta.internal.RowReader;
import io.xylem.delta.internal.SafeNames;
import io.xylem.delta.internal.TableAppender;
import io.xylem.delta.internal.TableEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a quarantine that hold the refused documents of one application, and what becomes of them when some documents go. Used by one
 * thread at a time.
 */
final class QuarantineFiles implements Closeable {
    private static final long BATCH_BYTES = 4L << 20;
    private static final int BATCH_ROWS = 1024;

    private final Path folder;
    private final Set<String> applications;
    private static final List<String> COLUMNS =
            List.of("source", "offset", "code", "path", "message", "mapping_version");

    private final TreeMap<String, List<Refusal>> refusals = new TreeMap<>();
    private @Nullable TableAppender appender;

    /**
     * Files of no documents yet.
     *
     * @param folder the quarantine's folder
     * @param applications the app ids whose files count; files that are named as no job names them count too
     */
    QuarantineFiles(Path folder, List<String> applications) {
        this.folder = folder;
        this.applications =
                new HashSet<>(applications.stream().map(SafeNames::of).toList());
    }

    Path folder() {
        return folder;
    }

    /** Reads the names of the documents that are in quarantine now. */
    void load() throws IOException {
        refusals.clear();
        Optional<ExistingTable> table = ExistingTable.read(folder);
        if (table.isPresent()) {
            new RowReader(table.get(), COLUMNS)
                    .read(
                            this::counts,
                            (row, file) -> refusals.computeIfAbsent(file, f -> new ArrayList<>())
                                    .add(Refusal.of(row)));
        }
    }

    private boolean counts(String path) {
        return JobFile.parse(path.substring(path.lastIndexOf('/') + 1))
                .map(file -> applications.contains(file.application()))
                .orElse(true);
    }

    /** The names of the documents, each once. */
    Set<String> sources() {
        Set<String> all = new HashSet<>();
        refusals.values().forEach(rows -> rows.forEach(row -> all.add(row.source())));
        return all;
    }

    /** Whether the rows of some documents are these, so that nothing has changed. */
    boolean holds(Set<String> documents, Collection<Refusal> rows) {
        Map<Refusal, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        refusals.values()
                .forEach(all -> all.stream()
                        .filter(row -> documents.contains(row.source()))
                        .forEach(row -> counts.merge(row, -1, Integer::sum)));
        return counts.values().stream().allMatch(count -> count == 0);
    }

    /** Takes a row group of documents that were refused again. */
    void append(TableWriter writer, long sequence, DeltaPart part) throws IOException {
        open(writer, sequence).append(part);
    }

    private TableAppender open(TableWriter writer, long sequence) throws IOException {
        TableAppender open = appender;
        if (open == null) {
            open = writer.unlockedAppender(sequence);
            appender = open;
        }
        return open;
    }

    /**
     * Completes the new files of a job: what was refused again, and all other rows of the files that the given documents are in.
     *
     * @param move the job, without a change of the quarantine
     * @param gone the documents whose rows go
     * @return the job with the new files and those that go
     */
    Move finish(TableWriter writer, Move move, Set<String> gone) throws IOException {
        List<String> removed = new ArrayList<>();
        Set<String> copied = new HashSet<>();
        refusals.forEach((file, rows) -> {
            long going =
                    rows.stream().filter(row -> gone.contains(row.source())).count();
            if (going > 0) {
                removed.add(file);
            }
            if (going > 0 && going < rows.size()) {
                copied.add(file);
            }
        });
        if (!copied.isEmpty()) {
            copy(writer, move.run(), move.sequence(), copied, gone);
        }
        List<DeltaFile> kept = appender == null ? List.of() : appender.finish();
        return new Move(move.run(), move.sequence(), move.tables(), move.files(), kept, removed);
    }

    private void copy(TableWriter writer, RunInfo run, long sequence, Set<String> files, Set<String> gone)
            throws IOException {
        ExistingTable table = ExistingTable.read(folder)
                .orElseThrow(() -> new IOException("the quarantine '" + folder + "' is gone; nothing was committed"));
        TableAppender open = open(writer, sequence);
        Consumer<DeltaPart> append = part -> {
            try {
                open.append(part);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try (RejectRows rows = new RejectRows(run);
                TableEncoder encoder = writer.encoder(writer.resolve())) {
            Batch batch = new Batch();
            new RowReader(table).read(files::contains, (row, file) -> {
                if (!gone.contains(String.valueOf(row.get("source")))) {
                    batch.add(row);
                    if (batch.full()) {
                        encoder.encode(rows.copy(batch.take()), rows.allocator(), append);
                    }
                }
            });
            encoder.encode(rows.copy(batch.take()), rows.allocator(), append);
            encoder.finish(append);
        } catch (UncheckedIOException e) {
            throw new IOException("cannot write to '" + folder + "': " + e.getMessage(), e);
        }
    }

    /** Rows with their contents, as many as may be in memory. */
    private static final class Batch {
        private List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        private long bytes;

        void add(Map<String, @Nullable Object> row) {
            rows.add(row);
            byte[] content = (byte[]) row.get("content");
            bytes += content == null ? 0 : content.length;
        }

        boolean full() {
            return rows.size() >= BATCH_ROWS || bytes >= BATCH_BYTES;
        }

        List<Map<String, @Nullable Object>> take() {
            List<Map<String, @Nullable Object>> taken = rows;
            rows = new ArrayList<>();
            bytes = 0;
            return taken;
        }
    }

    /** Forgets the files of a job; removes them if they were not completed. */
    @Override
    public void close() throws IOException {
        TableAppender open = appender;
        appender = null;
        if (open != null) {
            open.close();
        }
    }
}
