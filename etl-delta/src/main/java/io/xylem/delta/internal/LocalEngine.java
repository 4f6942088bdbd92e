package io.xylem.delta.internal;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.MetricsReporter;
import io.delta.kernel.engine.ParquetHandler;
import io.delta.kernel.utils.CloseableIterator;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Kernel's default engine over {@link LocalFileIO}. It has no state and serves all threads. */
public final class LocalEngine extends DefaultEngine {
    private static final LocalEngine INSTANCE = new LocalEngine(new LocalFileIO());

    private final LocalFileIO files;

    private LocalEngine(LocalFileIO files) {
        super(files);
        this.files = files;
    }

    /**
     * The engine.
     *
     * @return the only one
     * @throws UsageException if the JVM writes numbers with digits of a language: Kernel would put them into the names of log files
     */
    public static Engine instance() {
        if (!String.format("%d", 0).equals("0")) {
            throw new UsageException(
                    "the locale '" + Locale.getDefault(Locale.Category.FORMAT).toLanguageTag()
                            + "' has digits of its own, with which Delta Kernel would name the files of the log; start Java with"
                            + " -Duser.language.format=en, or call Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT)");
        }
        return INSTANCE;
    }

    @Override
    public ParquetHandler getParquetHandler() {
        return new CheckpointHandler(files);
    }

    /** None: Kernel's own writes a report of every read and commit to the log of the application. */
    @Override
    public List<MetricsReporter> getMetricsReporters() {
        return List.of();
    }

    /**
     * Publishes a checkpoint only after all of it was written. Kernel's writer closes its output, and so publishes it, also when
     * the rows failed halfway; such a checkpoint would hide live files.
     */
    private static final class CheckpointHandler extends DefaultParquetHandler {
        CheckpointHandler(LocalFileIO files) {
            super(files);
        }

        @Override
        public void writeParquetFileAtomically(String filePath, CloseableIterator<FilteredColumnarBatch> data)
                throws IOException {
            Path target = LocalFileIO.local(filePath);
            Path temporary = DurableFiles.TemporaryFile.unusedName(target);
            try {
                super.writeParquetFileAtomically(temporary.toString(), data);
                DurableFiles.linkIfAbsent(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
