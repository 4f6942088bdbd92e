package io.xylem.arrow;

import io.xylem.core.CommitStateUnknownException;
import io.xylem.core.Committer;
import io.xylem.core.TableCommit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Renames the finished file. */
final class IpcCommitter implements Committer<IpcFile> {
    private final String table;

    IpcCommitter(String table) {
        this.table = table;
    }

    @Override
    public List<TableCommit> commit(List<IpcFile> messages) throws IOException {
        long rows = 0;
        long bytes = 0;
        for (IpcFile message : messages) {
            publish(Path.of(message.partial()), Path.of(message.path()));
            rows += message.rows();
            bytes += message.bytes();
        }
        return List.of(new TableCommit(table, -1, rows, messages.size(), bytes));
    }

    private static void publish(Path partial, Path path) throws IOException {
        if (Files.exists(partial)) {
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
            synchronize(path);
        } else if (!Files.exists(path)) {
            throw new NoSuchFileException(
                    partial.toString(), path.toString(), "the finished file is gone before its commit; run again");
        }
    }

    /** Makes a rename durable, where folders can be opened. */
    private static void synchronize(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw new CommitStateUnknownException(
                    path
                            + " has been renamed, but the folder could not be written to disk; check the disk and run again",
                    e);
        }
    }

    @Override
    public void abort(List<IpcFile> messages) throws IOException {
        for (IpcFile message : messages) {
            Files.deleteIfExists(Path.of(message.partial()));
        }
    }

    @Override
    public void close() {}
}
