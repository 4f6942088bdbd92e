package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xylem.core.Appender;
import io.xylem.core.Archive;
import io.xylem.core.Committer;
import io.xylem.core.Cursor;
import io.xylem.core.Encoder;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Sink} and what it opens keep to. For sinks that write files below a folder.
 *
 * @param <B> the kind of batch
 * @param <P> the kind of part
 * @param <C> the kind of commit message
 */
public abstract class SinkContractTest<B, P, C extends Serializable> {
    @TempDir
    private Path temporary;

    private Path folder;

    /** For subclasses. */
    protected SinkContractTest() {
        folder = Path.of("");
    }

    /**
     * The sink to test.
     *
     * @param target the folder of its table; may not exist yet
     * @return the sink
     * @throws Exception if it cannot be made
     */
    protected abstract Sink<B, P, C> sink(Path target) throws Exception;

    /**
     * The tables that the batches fill.
     *
     * @return the tables
     */
    protected abstract List<TableSchema> tables();

    /**
     * The batches of a unit, at least two, at least one row each, different for each unit; the same each time.
     *
     * @param unit the unit, 0 or 1
     * @return the batches
     * @throws Exception if they cannot be made
     */
    protected abstract Cursor<B> batches(int unit) throws Exception;

    /**
     * The rows that a batch holds.
     *
     * @param batch the batch, borrowed
     * @return the rows, each with {@code equals}
     */
    protected abstract List<?> rows(B batch);

    /**
     * The rows that a reader of the target sees, in the order in which they were written.
     *
     * @param target the folder of the table; may not exist
     * @return the rows, comparable to {@link #rows}
     * @throws Exception if they cannot be read
     */
    protected abstract List<?> visibleRows(Path target) throws Exception;

    /**
     * Whether a file holds data, as opposed to a log or journal.
     *
     * @param path the file, relative to the target
     * @return whether it does; by default, if no part of its path starts with {@code _} or {@code .}
     */
    protected boolean isData(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith("_") || part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    @BeforeEach
    void useFreshFolder() {
        folder = temporary.resolve("table");
    }

    private TestJobContext job(long sequence) {
        return new TestJobContext(sequence, tables());
    }

    private List<P> encode(Sink<B, P, C> sink, int unit) throws Exception {
        List<P> parts = new ArrayList<>();
        try (Encoder<B, P> encoder = sink.openEncoder(new TestTaskContext(tables()).with(unit));
                Cursor<B> batches = batches(unit)) {
            while (batches.advance()) {
                encoder.encode(batches.current(), parts::add);
            }
            encoder.finish(parts::add);
        }
        return parts;
    }

    private List<C> append(Sink<B, P, C> sink, long sequence, List<P> parts) throws Exception {
        try (Appender<P, C> appender = sink.openAppender(job(sequence))) {
            for (P part : parts) {
                appender.append(part);
            }
            return List.copyOf(appender.finish());
        }
    }

    private List<TableCommit> commit(Sink<B, P, C> sink, long sequence, List<C> messages) throws Exception {
        try (Committer<C> committer = sink.openCommitter(job(sequence))) {
            return committer.commit(messages);
        }
    }

    private List<Object> rows(int unit) throws Exception {
        List<Object> rows = new ArrayList<>();
        try (Cursor<B> batches = batches(unit)) {
            while (batches.advance()) {
                rows.addAll(rows(batches.current()));
            }
        }
        return rows;
    }

    private Map<String, String> dataFiles(Path target) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.isDirectory(target)) {
            try (Stream<Path> walk = Files.walk(target)) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    Path relative = target.relativize(file);
                    if (isData(relative)) {
                        files.put(relative.toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return files;
    }

    @Test
    void nothingIsVisibleBeforeTheCommit() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        append(sink, 0, encode(sink, 0));
        assertThat(visibleRows(folder)).isEmpty();
    }

    @Test
    void commitMakesAllRowsVisibleInOrder() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<P> parts = encode(sink, 0);
        parts.addAll(encode(sink, 1));
        List<TableCommit> commits = commit(sink, 0, append(sink, 0, parts));
        List<Object> expected = rows(0);
        expected.addAll(rows(1));
        assertThat(new ArrayList<Object>(visibleRows(folder)))
                .isEqualTo(expected)
                .isNotEmpty();
        assertThat(commits).isNotEmpty();
        assertThat(commits.get(0).rows()).isEqualTo(expected.size());
        assertThat(commits.get(0).files()).isPositive();
        assertThat(commits.get(0).bytes()).isPositive();
    }

    @Test
    void bytesDependOnTheOrderOfPartsOnly() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<P> parts = encode(sink, 0);
        parts.addAll(encode(sink, 1));
        append(sink, 0, parts);

        Path other = temporary.resolve("other");
        Sink<B, P, C> second = sink(other);
        List<P> late = encode(second, 1);
        List<P> reordered = encode(second, 0);
        reordered.addAll(late);
        append(second, 0, reordered);
        assertThat(dataFiles(other)).isEqualTo(dataFiles(folder)).isNotEmpty();
    }

    @Test
    void commitIsIdempotent() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<C> messages = append(sink, 0, encode(sink, 0));
        List<TableCommit> first = commit(sink, 0, messages);
        List<?> visible = List.copyOf(visibleRows(folder));
        List<TableCommit> second = commit(sink(folder), 0, messages);
        assertThat(visibleRows(folder)).isEqualTo(visible);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void jobIsHealedByDoingItAgain() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        append(sink, 0, encode(sink, 0));
        Sink<B, P, C> again = sink(folder);
        commit(again, 0, append(again, 0, encode(again, 0)));
        assertThat(new ArrayList<Object>(visibleRows(folder))).isEqualTo(rows(0));
    }

    @Test
    void jobsAddUp() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        commit(sink, 0, append(sink, 0, encode(sink, 0)));
        commit(sink, 1, append(sink, 1, encode(sink, 1)));
        List<Object> expected = rows(0);
        expected.addAll(rows(1));
        assertThat(new ArrayList<Object>(visibleRows(folder))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void closeWithoutFinishLeavesNoFile() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<P> parts = encode(sink, 0);
        try (Appender<P, C> appender = sink.openAppender(job(0))) {
            for (P part : parts) {
                appender.append(part);
            }
        }
        assertThat(dataFiles(folder)).isEmpty();
        assertThat(visibleRows(folder)).isEmpty();
    }

    @Test
    void abortRemovesFiles() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<C> messages = append(sink, 0, encode(sink, 0));
        assertThat(dataFiles(folder)).isNotEmpty();
        try (Committer<C> committer = sink.openCommitter(job(0))) {
            committer.abort(messages);
        }
        assertThat(dataFiles(folder)).isEmpty();
        assertThat(visibleRows(folder)).isEmpty();
    }

    @Test
    void jobWithoutOutputCanBeCommitted() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<C> messages = append(sink, 0, List.of());
        commit(sink, 0, messages);
        assertThat(visibleRows(folder)).isEmpty();
    }

    @Test
    void recipeAndMessagesSurviveSerialization() throws Exception {
        Sink<B, P, C> sink = SerialForm.copy(sink(folder));
        List<C> arrived = new ArrayList<>();
        for (C message : append(sink, 0, encode(sink, 0))) {
            arrived.add(SerialForm.copy(message));
        }
        commit(SerialForm.copy(sink), 0, arrived);
        assertThat(new ArrayList<Object>(visibleRows(folder))).isEqualTo(rows(0));
    }

    @Test
    void journalRemembersPlansAndCommits() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        Journal journal = sink.openJournal(TestTaskContext.RUN);
        assumeTrue(journal != Journal.NONE, "this sink keeps no journal");
        assertThat(journal.plans()).isEmpty();
        assertThat(journal.committed()).isEqualTo(-1);

        JobPlan plan = new JobPlan(
                0, "test-1", 1 << 20, List.of(new Archive("a \"b\"/ü.zip", 7, "sha256:00"), new Archive("c", 0, "x:")));
        journal.write(plan);
        Journal later = sink(folder).openJournal(TestTaskContext.RUN);
        assertThat(later.plans()).containsExactly(plan);
        assertThat(later.committed()).isEqualTo(-1);

        commit(sink, 0, append(sink, 0, encode(sink, 0)));
        Journal last = sink(folder).openJournal(TestTaskContext.RUN);
        assertThat(last.plans()).containsExactly(plan);
        assertThat(last.committed()).isZero();
    }

    @Test
    void partsHaveASize() throws Exception {
        Sink<B, P, C> sink = sink(folder);
        List<P> parts = encode(sink, 0);
        assertThat(parts)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(sink.bytes(part)).isPositive());
        append(sink, 0, parts);
    }
}
