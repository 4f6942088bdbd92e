package io.xylem.delta;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Appender;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.TableCommit;
import io.xylem.delta.internal.DurableFiles;
import io.xylem.delta.internal.JobCommit;
import io.xylem.delta.internal.JobLock;
import io.xylem.delta.internal.MoveJournal;
import io.xylem.delta.internal.PhysicalField;
import io.xylem.delta.internal.PlanJournal;
import io.xylem.delta.internal.TableAppender;
import io.xylem.delta.internal.TableEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of a job, the root table first among them. The folder that the user has named, which is the table's own if there is only
 * one, has the lock and the plans. The root table is committed last: a job that it has is done.
 */
final class TableSet {
    private final Path state;
    private final String appId;
    private final List<TableWriter> tables;

    /** {@code state}: the folder that has the lock and the plans. */
    TableSet(Path state, String appId, List<TableWriter> tables) {
        this.state = state;
        this.appId = appId;
        this.tables = List.copyOf(tables);
    }

    /** By table, the columns that data files hold; refuses targets that cannot be written to, without touching them. */
    List<List<PhysicalField>> resolve() throws IOException {
        List<List<PhysicalField>> fields = new ArrayList<>();
        for (TableWriter table : tables) {
            fields.add(table.resolve());
        }
        return fields;
    }

    Encoder<ArrowBatch, DeltaPart> encoder(List<List<PhysicalField>> fields) {
        return new BatchEncoder(tables, fields);
    }

    Appender<DeltaPart, DeltaFile> appender(long sequence) throws IOException {
        for (TableWriter table : tables) {
            table.check(sequence);
        }
        Closeable lock = JobLock.take(state, appId);
        TablesAppender appender = new TablesAppender(lock, tables.size());
        try {
            new MoveJournal(state, appId).requireNone(sequence);
            boolean planned = PlanJournal.hasPlan(state, appId, sequence);
            for (int i = 0; i < tables.size(); i++) {
                // Marks the folder as ours before there is a log in it.
                DurableFiles.createFolders(JobLock.stateFolder(tables.get(i).folder(), appId));
                appender.tables[i] = tables.get(i).appender(sequence, planned);
            }
            return appender;
        } catch (IOException | RuntimeException e) {
            try (appender) {
                throw e;
            }
        }
    }

    /** An appender of one of several processes that write files of the job; another one has the lock. */
    Appender<DeltaPart, DeltaFile> taskAppender(long sequence, String attempt) throws IOException {
        TablesAppender appender = new TablesAppender(() -> {}, tables.size());
        try {
            for (int i = 0; i < tables.size(); i++) {
                DurableFiles.createFolders(JobLock.stateFolder(tables.get(i).folder(), appId));
                appender.tables[i] = tables.get(i).taskAppender(sequence, attempt);
            }
            return appender;
        } catch (IOException | RuntimeException e) {
            try (appender) {
                throw e;
            }
        }
    }

    Committer<DeltaFile> committer(long sequence) {
        return new TablesCommitter(JobLock.keep(state, appId), tables, sequence);
    }

    private static final class BatchEncoder implements Encoder<ArrowBatch, DeltaPart> {
        private final List<TableWriter> tables;
        private final List<TableEncoder> encoders = new ArrayList<>();

        BatchEncoder(List<TableWriter> tables, List<List<PhysicalField>> fields) {
            this.tables = tables;
            for (int i = 0; i < tables.size(); i++) {
                encoders.add(tables.get(i).encoder(fields.get(i)));
            }
        }

        @Override
        public void encode(ArrowBatch batch, Consumer<? super DeltaPart> out) {
            for (int i = 0; i < encoders.size(); i++) {
                VectorSchemaRoot rows = encoders.size() == 1
                        ? batch.root()
                        : batch.root(tables.get(i).name());
                encoders.get(i).encode(rows, batch.allocator(), out);
            }
        }

        @Override
        public void finish(Consumer<? super DeltaPart> out) {
            encoders.forEach(encoder -> encoder.finish(out));
        }

        @Override
        public void close() {
            encoders.forEach(TableEncoder::close);
        }
    }

    /** Writes nothing to tables that have the job already. */
    private static final class TablesAppender implements Appender<DeltaPart, DeltaFile> {
        private final Closeable lock;
        private final @Nullable TableAppender[] tables;

        TablesAppender(Closeable lock, int count) {
            this.lock = lock;
            this.tables = new TableAppender[count];
        }

        @Override
        public void append(DeltaPart part) throws IOException {
            TableAppender table = tables[part.table()];
            if (table != null) {
                table.append(part);
            }
        }

        @Override
        public List<DeltaFile> finish() throws IOException {
            List<DeltaFile> files = new ArrayList<>();
            for (TableAppender table : tables) {
                if (table != null) {
                    files.addAll(table.finish());
                }
            }
            return files;
        }

        @Override
        public void close() throws IOException {
            IOException failure = null;
            for (TableAppender table : tables) {
                try {
                    if (table != null) {
                        table.close();
                    }
                } catch (IOException e) {
                    failure = e;
                }
            }
            lock.close();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static final class TablesCommitter implements Committer<DeltaFile> {
        private final Closeable lock;
        private final List<TableWriter> tables;
        private final long sequence;

        TablesCommitter(Closeable lock, List<TableWriter> tables, long sequence) {
            this.lock = lock;
            this.tables = tables;
            this.sequence = sequence;
        }

        @Override
        public List<TableCommit> commit(List<DeltaFile> messages) throws IOException {
            TableCommit[] commits = new TableCommit[tables.size()];
            for (int i = 1; i < commits.length; i++) {
                commits[i] = tables.get(i).commit(sequence).commit(of(i, messages));
            }
            commits[0] = tables.get(0).commit(sequence).commit(of(0, messages));
            return Arrays.asList(commits);
        }

        private static List<DeltaFile> of(int table, List<DeltaFile> messages) {
            return messages.stream().filter(file -> file.table() == table).toList();
        }

        @Override
        public void abort(List<DeltaFile> messages) throws IOException {
            for (int i = 0; i < tables.size(); i++) {
                List<DeltaFile> files = of(i, messages);
                JobCommit commit = tables.get(i).commit(sequence);
                if (!files.isEmpty() && commit.committed().isEmpty()) {
                    TableAppender.remove(tables.get(i).folder(), files);
                }
            }
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }
}
