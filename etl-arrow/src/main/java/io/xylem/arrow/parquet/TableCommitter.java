package io.xylem.arrow.parquet;

import io.xylem.core.CommitStateUnknownException;
import io.xylem.core.Committer;
import io.xylem.core.TableCommit;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives the files of a job their visible names and removes what an earlier run left for the same job. */
final class TableCommitter implements Committer<PendingFile> {
    private final PartNames names;
    private final List<TableSchema> tables;
    private final boolean sync;

    TableCommitter(PartNames names, List<TableSchema> tables, boolean sync) {
        this.names = names;
        this.tables = List.copyOf(tables);
        this.sync = sync;
    }

    @Override
    public List<TableCommit> commit(List<PendingFile> messages) throws IOException {
        for (PendingFile message : messages) {
            requireThere(message);
        }
        List<TableCommit> commits = new ArrayList<>();
        for (TableSchema table : tables) {
            List<PendingFile> files = messages.stream()
                    .filter(message -> message.table().equals(table.name()))
                    .toList();
            try {
                publish(table.name(), files);
            } catch (IOException e) {
                throw new CommitStateUnknownException(
                        names.folder(table.name())
                                + ": some files may have become visible and others not: "
                                + e.getMessage()
                                + "; see to the disk and run again",
                        e);
            }
            long rows = files.stream().mapToLong(file -> file.file().rows()).sum();
            long bytes = files.stream().mapToLong(file -> file.file().bytes()).sum();
            commits.add(new TableCommit(table.name(), -1, rows, files.size(), bytes));
        }
        return commits;
    }

    private static void requireThere(PendingFile message) throws IOException {
        Path visible = Path.of(message.path());
        if (!Files.exists(PartNames.pending(visible)) && !Files.exists(visible)) {
            throw new NoSuchFileException(
                    message.path(), null, "the finished file is gone before its commit; run again");
        }
    }

    private void publish(String table, List<PendingFile> files) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (PendingFile file : files) {
            Path visible = Path.of(file.path());
            Path pending = PartNames.pending(visible);
            if (Files.exists(pending)) {
                Files.move(pending, visible, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            kept.add(visible);
        }
        for (Path old : names.listVisible(table)) {
            if (!kept.contains(old)) {
                Files.delete(old);
            }
        }
        if (sync && Files.isDirectory(names.folder(table))) {
            FileTarget.syncFolder(names.folder(table));
        }
    }

    @Override
    public void abort(List<PendingFile> messages) throws IOException {
        for (PendingFile message : messages) {
            Files.deleteIfExists(PartNames.pending(Path.of(message.path())));
        }
    }

    @Override
    public void close() {}
}
