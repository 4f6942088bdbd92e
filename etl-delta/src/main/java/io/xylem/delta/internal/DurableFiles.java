package io.xylem.delta.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are there whole or not at all, also after a power cut, and also between writers. */
public final class DurableFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DurableFiles.class);
    private static final AtomicLong TEMPORARY = new AtomicLong();
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private DurableFiles() {}

    /**
     * Writes a new file that appears at once and is durable on return.
     *
     * @param target the file
     * @param content its content
     * @throws FileAlreadyExistsException if there is one of that name; it is left as it is
     * @throws IOException if the file cannot be written; it may be there all the same if making it durable is what failed
     */
    public static void writeIfAbsent(Path target, String content) throws IOException {
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            temporary.write(content.getBytes(StandardCharsets.UTF_8));
            temporary.publishIfAbsent();
        }
    }

    /**
     * Writes a file that appears at once and is durable on return, in place of one that may be there.
     *
     * @param target the file
     * @param content its content
     * @throws IOException if the file cannot be written; what was there before is left
     */
    public static void write(Path target, String content) throws IOException {
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            temporary.write(content.getBytes(StandardCharsets.UTF_8));
            temporary.publishReplacing();
        }
    }

    /**
     * Makes a folder and all that is missing above it, durably.
     *
     * @param folder the folder
     * @throws IOException if it cannot be made
     */
    public static void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        if (missing.isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        for (Path made : missing) {
            syncFolder(parent(made));
        }
    }

    /**
     * Makes the entries of a folder durable. Where the system has no such call (Windows) this does nothing.
     *
     * @param folder the folder
     * @throws IOException if the system refuses
     */
    public static void syncFolder(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The folder that a file is in. */
    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("'" + file + "' is a root, not a file");
        }
        return parent;
    }

    /** A file under a name that nobody looks for, until it is published. Closing it removes that name. */
    static final class TemporaryFile implements AutoCloseable {
        private final Path target;
        private final Path path;
        private final FileChannel channel;

        private TemporaryFile(Path target, Path path, FileChannel channel) {
            this.target = target;
            this.path = path;
            this.channel = channel;
        }

        /** Opens one in the folder of its target. */
        static TemporaryFile beside(Path target) throws IOException {
            while (true) {
                Path path = unusedName(target);
                try {
                    FileChannel channel =
                            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    return new TemporaryFile(target, path, channel);
                } catch (FileAlreadyExistsException e) {
                    LOG.debug("'{}' was left behind by a process of the same id; taking the next name", path);
                }
            }
        }

        /** A hidden name beside the target that this process has not used yet. */
        static Path unusedName(Path target) {
            long process = ProcessHandle.current().pid();
            return target.resolveSibling(
                    "." + target.getFileName() + "." + process + "." + TEMPORARY.getAndIncrement() + ".tmp");
        }

        FileChannel channel() {
            return channel;
        }

        void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** Gives the content its name, unless the name is taken. */
        void publishIfAbsent() throws IOException {
            channel.force(true);
            linkIfAbsent(path, target);
        }

        /** Gives the content its name and replaces what had it before. */
        void publishReplacing() throws IOException {
            channel.force(true);
            channel.close();
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(parent(target));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
        }
    }

    /** Gives a finished file a second name, unless that name is taken: the system does it in one step. */
    static void linkIfAbsent(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            throw new IOException(
                    "cannot link '" + target + "': commits need a file system with hard links; " + e.getMessage(), e);
        }
        syncFolder(parent(target));
    }
}
