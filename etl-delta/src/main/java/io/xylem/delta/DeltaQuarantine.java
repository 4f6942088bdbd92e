package io.xylem.delta;

import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.Journal;
import io.xylem.core.RejectBatch;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.PlanJournal;
import io.xylem.delta.internal.RejectRows;
import io.xylem.delta.internal.TableDefinition;
import io.xylem.delta.internal.TableEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused documents in a Delta table of their own, one row each: {@code source, ordinal, offset, code, path, message, content, run_id,
 * mapping_version}. The table is created with the first refusal; a job without any leaves no trace.
 *
 * <p>A commit follows the same protocol as in {@link DeltaSink}.
 */
public final class DeltaQuarantine implements Sink<RejectBatch, DeltaPart, DeltaFile> {
    private static final long serialVersionUID = 1L;
    private static final long FILE_BYTES = 100L << 20;
    private static final String SUFFIX = "_quarantine";

    private static final List<Field> COLUMNS = List.of(
            new Field("source", Primitive.STRING, false, "full name of the document or archive"),
            new Field("ordinal", Primitive.LONG, false, "place of the entry in its outermost archive, from 0"),
            new Field("offset", Primitive.LONG, true, "byte offset of the cause in the document, if known"),
            new Field("code", Primitive.STRING, false, "the reason"),
            new Field("path", Primitive.STRING, true, "the element or attribute"),
            new Field("message", Primitive.STRING, false, "what happened, and what to do"),
            new Field("content", Primitive.BINARY, true, "the document, or its beginning"),
            new Field("run_id", Primitive.STRING, false, "the run that refused it"),
            new Field("mapping_version", Primitive.STRING, false, "the mapping of that run"));

    private final String folder;
    private transient volatile @Nullable Resolved resolved;

    /** The columns as the run found them. The commit checks that they are still right. */
    private record Resolved(RunInfo run, List<PhysicalField> fields) {}

    private DeltaQuarantine(Path folder) {
        this.folder = folder.toString();
    }

    /**
     * The quarantine beside a table: {@code <table>_quarantine}.
     *
     * @param table the folder of the table that documents are refused from
     * @return the quarantine
     */
    public static DeltaQuarantine beside(Path table) {
        return table(folderBeside(table));
    }

    /**
     * Where the quarantine beside a table is.
     *
     * @param table the table's folder
     * @return the quarantine's folder
     */
    public static Path folderBeside(Path table) {
        Path normal = table.toAbsolutePath().normalize();
        return normal.resolveSibling(normal.getFileName() + SUFFIX);
    }

    /**
     * A quarantine anywhere.
     *
     * @param folder its folder: a quarantine, or empty, or not there yet
     * @return the quarantine
     */
    public static DeltaQuarantine table(Path folder) {
        return new DeltaQuarantine(folder);
    }

    TableWriter writer(RunInfo run) {
        Path path = Path.of(folder);
        TableSchema schema = new TableSchema(String.valueOf(path.getFileName()), COLUMNS);
        TableDefinition definition = new TableDefinition(path, schema, List.of(), Map.of());
        return new TableWriter(0, definition, List.of(), run, FILE_BYTES, ParquetOptions.defaults());
    }

    private static TableSet alone(TableWriter writer, RunInfo run) {
        return new TableSet(writer.folder(), run.appId(), List.of(writer));
    }

    private List<PhysicalField> fields(TableWriter writer, RunInfo run) throws IOException {
        Resolved known = resolved;
        if (known == null || !known.run().equals(run)) {
            known = new Resolved(run, writer.resolve());
            resolved = known;
        }
        return known.fields();
    }

    @Override
    public Encoder<RejectBatch, DeltaPart> openEncoder(TaskContext context) throws IOException {
        TableWriter writer = writer(context.run());
        return new RejectEncoder(writer.encoder(fields(writer, context.run())), new RejectRows(context.run()));
    }

    @Override
    public Appender<DeltaPart, DeltaFile> openAppender(JobContext context) throws IOException {
        TableWriter writer = writer(context.run());
        fields(writer, context.run());
        TableSet table = alone(writer, context.run());
        return new LazyAppender(() -> table.appender(context.sequence()));
    }

    @Override
    public Appender<DeltaPart, DeltaFile> openTaskAppender(JobContext context, String attempt) {
        TableSet table = alone(writer(context.run()), context.run());
        return new LazyAppender(() -> table.taskAppender(context.sequence(), attempt));
    }

    @Override
    public Committer<DeltaFile> openCommitter(JobContext context) {
        TableWriter writer = writer(context.run());
        return new LazyCommitter(
                writer, alone(writer, context.run()).committer(context.sequence()), context.sequence());
    }

    /** Knows which jobs are committed; their plans are with the table. */
    @Override
    public Journal openJournal(RunInfo run) {
        return new PlanJournal(Path.of(folder), run.appId());
    }

    @Override
    public long bytes(DeltaPart part) {
        return part.rows().bytes();
    }

    private static final class RejectEncoder implements Encoder<RejectBatch, DeltaPart> {
        private final TableEncoder encoder;
        private final RejectRows rows;

        RejectEncoder(TableEncoder encoder, RejectRows rows) {
            this.encoder = encoder;
            this.rows = rows;
        }

        @Override
        public void encode(RejectBatch batch, Consumer<? super DeltaPart> out) {
            encoder.encode(rows.fill(batch.rejects()), rows.allocator(), out);
        }

        @Override
        public void finish(Consumer<? super DeltaPart> out) {
            encoder.finish(out);
        }

        @Override
        public void close() {
            try (rows) {
                encoder.close();
            }
        }
    }

    private interface Opener {
        Appender<DeltaPart, DeltaFile> open() throws IOException;
    }

    /** Touches the disk when the first refusal arrives. */
    private static final class LazyAppender implements Appender<DeltaPart, DeltaFile> {
        private final Opener opener;
        private @Nullable Appender<DeltaPart, DeltaFile> appender;

        LazyAppender(Opener opener) {
            this.opener = opener;
        }

        @Override
        public void append(DeltaPart part) throws IOException {
            Appender<DeltaPart, DeltaFile> open = appender;
            if (open == null) {
                open = opener.open();
                appender = open;
            }
            open.append(part);
        }

        @Override
        public List<DeltaFile> finish() throws IOException {
            return appender == null ? List.of() : appender.finish();
        }

        @Override
        public void close() throws IOException {
            if (appender != null) {
                appender.close();
            }
        }
    }

    private static final class LazyCommitter implements Committer<DeltaFile> {
        private final Committer<DeltaFile> committer;
        private final TableWriter writer;
        private final long sequence;

        LazyCommitter(TableWriter writer, Committer<DeltaFile> committer, long sequence) {
            this.committer = committer;
            this.writer = writer;
            this.sequence = sequence;
        }

        @Override
        public List<TableCommit> commit(List<DeltaFile> messages) throws IOException {
            if (messages.isEmpty()) {
                Optional<TableCommit> committed = writer.committed(sequence);
                return committed.map(List::of).orElse(List.of());
            }
            return committer.commit(messages);
        }

        @Override
        public void abort(List<DeltaFile> messages) throws IOException {
            committer.abort(messages);
        }

        @Override
        public void close() throws IOException {
            committer.close();
        }
    }
}
