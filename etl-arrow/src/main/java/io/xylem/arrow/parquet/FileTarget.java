package io.xylem.arrow.parquet;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is hidden until it is complete. */
final class FileTarget implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final Path hidden;
    private final boolean sync;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean published;

    private FileTarget(Path path, Path hidden, boolean sync, FileChannel channel) {
        this.path = path;
        this.hidden = hidden;
        this.sync = sync;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    static FileTarget open(Path path, boolean sync) throws IOException {
        Path hidden = path.resolveSibling("." + path.getFileName() + ".incomplete");
        FileChannel channel = FileChannel.open(
                hidden, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new FileTarget(path, hidden, sync, channel);
    }

    Path path() {
        return path;
    }

    OutputStream out() {
        return out;
    }

    void publish() throws IOException {
        out.flush();
        if (sync) {
            channel.force(true);
        }
        channel.close();
        Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        published = true;
        Path folder = path.toAbsolutePath().getParent();
        if (sync && folder != null) {
            syncFolder(folder);
        }
    }

    /** Forces the names in a folder to the disk, where the file system lets folders be opened. */
    static void syncFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!published) {
            Files.deleteIfExists(hidden);
        }
    }
}
