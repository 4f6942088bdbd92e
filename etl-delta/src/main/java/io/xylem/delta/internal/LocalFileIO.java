package io.xylem.delta.internal;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kernel's files on a local disk, without Hadoop's file systems, and with commits that survive crashes and competitors. */
final class LocalFileIO implements FileIO {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFileIO.class);
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** The file that a name of Kernel's stands for: a path, or a {@code file:} address that is not escaped. */
    static Path local(String name) {
        if (!name.startsWith("file:")) {
            return Path.of(name);
        }
        String path = name.substring("file:".length());
        if (path.startsWith("//")) {
            path = path.substring(Math.max(path.indexOf('/', 2), 0));
        }
        return Path.of(path);
    }

    @Override
    public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
        Path from = local(filePath);
        Path folder = DurableFiles.parent(from);
        String first = String.valueOf(from.getFileName());
        List<String> names;
        try (Stream<Path> entries = Files.list(folder)) {
            names = entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> BY_BYTES.compare(name, first) >= 0)
                    .sorted(BY_BYTES)
                    .toList();
        } catch (NoSuchFileException e) {
            throw notFound(folder, e);
        }
        List<FileStatus> files = new ArrayList<>(names.size());
        for (String name : names) {
            Path path = folder.resolve(name);
            try {
                files.add(status(path));
            } catch (NoSuchFileException e) {
                LOG.debug("'{}' is gone since its folder was read: temporary or expired", path);
            }
        }
        return Utils.toCloseableIterator(files.iterator());
    }

    @Override
    public FileStatus getFileStatus(String path) throws IOException {
        try {
            return status(local(path));
        } catch (NoSuchFileException e) {
            throw notFound(local(path), e);
        }
    }

    private static FileStatus status(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return FileStatus.of(
                path.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    @Override
    public String resolvePath(String path) {
        return local(path).toAbsolutePath().normalize().toString();
    }

    @Override
    public boolean mkdirs(String path) throws IOException {
        DurableFiles.createFolders(local(path));
        return true;
    }

    @Override
    public InputFile newInputFile(String path, long fileSize) {
        return new LocalInputFile(local(path));
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new LocalOutputFile(local(path));
    }

    @Override
    public boolean delete(String path) throws IOException {
        return Files.deleteIfExists(local(path));
    }

    @Override
    public Optional<String> getConf(String confKey) {
        return Optional.empty();
    }

    @Override
    public void copyFileAtomically(String srcPath, String destPath, boolean overwrite) throws IOException {
        try (DurableFiles.TemporaryFile copy = DurableFiles.TemporaryFile.beside(local(destPath))) {
            copy.write(Files.readAllBytes(local(srcPath)));
            if (overwrite) {
                copy.publishReplacing();
            } else {
                copy.publishIfAbsent();
            }
        } catch (NoSuchFileException e) {
            throw notFound(local(srcPath), e);
        }
    }

    private static FileNotFoundException notFound(Path path, NoSuchFileException cause) {
        FileNotFoundException missing = new FileNotFoundException(path.toString());
        missing.initCause(cause);
        return missing;
    }
}
