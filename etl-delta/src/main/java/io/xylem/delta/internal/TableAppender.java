package io.xylem.delta.internal;

import io.xylem.arrow.parquet.ParquetFileAppender;
import io.xylem.arrow.parquet.ParquetFileInfo;
import io.xylem.arrow.parquet.ParquetOptions;
import io.xylem.delta.DeltaFile;
import io.xylem.delta.DeltaPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one job into the data files of one table. What lands in which file depends on the order of the parts alone.
 *
 * <p>One file per partition is open at a time, and at most 64 in all; beyond that the one that has waited longest for a part is
 * finished.
 */
public final class TableAppender implements Closeable {
    private static final int MOST_OPEN = 64;

    /**
     * Where and how to write.
     *
     * @param folder the table's folder
     * @param appId the application
     * @param sequence the job
     * @param attempt what tells this writer of the job from others; empty if there is only one
     * @param fileBytes the size from which on a file is complete, bytes
     * @param options how to write
     * @param fields the table's columns; data files may lack some of them
     * @param partitionColumns the names of the columns that it is partitioned by
     * @param indexedColumns how many leaf columns get statistics; all if negative
     */
    public record Settings(
            Path folder,
            String appId,
            long sequence,
            String attempt,
            long fileBytes,
            ParquetOptions options,
            List<PhysicalField> fields,
            List<String> partitionColumns,
            int indexedColumns) {
        /** Copies the lists. */
        public Settings {
            fields = List.copyOf(fields);
            partitionColumns = List.copyOf(partitionColumns);
        }
    }

    private record OpenFile(
            int number,
            String path,
            List<@Nullable String> partition,
            int table,
            String columns,
            ParquetFileAppender file) {}

    private final Settings settings;
    private final List<PhysicalField> stored;
    private final List<String> physicalPartitions;
    private final LinkedHashMap<List<@Nullable String>, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final TreeMap<Integer, DeltaFile> finished = new TreeMap<>();
    private final Set<Path> changedFolders = new TreeSet<>();
    private int nextNumber;
    private boolean complete;

    /**
     * An appender.
     *
     * @param settings where and how to write
     */
    public TableAppender(Settings settings) {
        this.settings = settings;
        this.stored = settings.fields().stream()
                .filter(field ->
                        !settings.partitionColumns().contains(field.field().name()))
                .toList();
        Map<String, String> names = new LinkedHashMap<>();
        settings.fields().forEach(field -> names.put(field.field().name(), field.physicalName()));
        this.physicalPartitions = settings.partitionColumns().stream()
                .map(name -> names.getOrDefault(name, name))
                .toList();
    }

    /**
     * Appends a part.
     *
     * @param part the part
     * @throws IOException if it cannot be written
     */
    public void append(DeltaPart part) throws IOException {
        OpenFile file = open.get(part.partition());
        if (file == null) {
            file = create(part);
        }
        file.file().append(part.rows());
        if (file.file().bytes() >= settings.fileBytes()) {
            finish(file);
        } else if (open.size() > MOST_OPEN) {
            finish(open.values().iterator().next());
        }
    }

    private OpenFile create(DeltaPart part) throws IOException {
        int number = nextNumber++;
        String folder = FileNames.partitionFolder(physicalPartitions, part.partition());
        String path = folder + FileNames.dataFile(settings.appId(), settings.sequence(), number, settings.attempt());
        Path target = settings.folder().resolve(path);
        createFolder(DurableFiles.parent(target));
        ParquetFileAppender file =
                ParquetFileAppender.create(target, part.rows().schema(), settings.options());
        OpenFile opened = new OpenFile(number, path, part.partition(), part.table(), part.columns(), file);
        open.put(part.partition(), opened);
        return opened;
    }

    /** Makes the folder of a partition; the folders around it are made durable once, at the end. */
    private void createFolder(Path folder) throws IOException {
        for (Path at = folder; !at.equals(settings.folder()) && !Files.isDirectory(at); at = DurableFiles.parent(at)) {
            changedFolders.add(DurableFiles.parent(at));
        }
        Files.createDirectories(folder);
    }

    private void finish(OpenFile file) throws IOException {
        try (ParquetFileAppender appender = file.file()) {
            open.remove(file.partition());
            ParquetFileInfo info = appender.finish();
            String statistics = FileStatistics.json(stored, info.rows(), info.columns(), settings.indexedColumns());
            finished.put(
                    file.number(),
                    new DeltaFile(
                            file.table(),
                            file.path(),
                            file.partition(),
                            info.rows(),
                            info.bytes(),
                            statistics,
                            file.columns()));
        }
    }

    /**
     * Completes all files.
     *
     * @return the files, in the order in which they were begun
     * @throws IOException if one cannot be completed
     */
    public List<DeltaFile> finish() throws IOException {
        while (!open.isEmpty()) {
            finish(open.values().iterator().next());
        }
        if (settings.options().sync()) {
            for (Path folder : changedFolders) {
                DurableFiles.syncFolder(folder);
            }
        }
        complete = true;
        return new ArrayList<>(finished.values());
    }

    /**
     * Removes files that are known not to be committed.
     *
     * @param folder the table's folder
     * @param files the files
     * @throws IOException if one is still there afterwards
     */
    public static void remove(Path folder, List<DeltaFile> files) throws IOException {
        IOException failure = null;
        for (DeltaFile file : files) {
            try {
                Files.deleteIfExists(folder.resolve(file.path()));
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes all files, and removes them unless {@link #finish()} has succeeded. */
    @Override
    public void close() throws IOException {
        if (complete) {
            return;
        }
        IOException failure = null;
        for (OpenFile file : open.values()) {
            try {
                file.file().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        List<DeltaFile> written = new ArrayList<>(finished.values());
        finished.clear();
        remove(settings.folder(), written);
        if (failure != null) {
            throw failure;
        }
    }
}
