package io.xylem.xml.internal.archive;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a range of the entries of a zip file. There may be millions, so what they have in common is shared.
 *
 * @param input the file
 * @param size its bytes when it was planned
 * @param range which entries; null for all that is in the file
 * @param whole whether the range is all of the file
 * @param stored bytes that the split stands for in the file
 * @param weight the expected uncompressed bytes
 * @param selection which names are documents
 */
record ArchiveSplit(
        InputFiles.Input input,
        long size,
        @Nullable ZipRange range,
        boolean whole,
        long stored,
        long weight,
        Selection selection)
        implements Split<Document> {
    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
        return range == null || whole
                ? input.name()
                : input.name() + "#" + range.first() + "-" + (range.first() + range.count() - 1);
    }

    @Override
    public String archivePath() {
        return input.name();
    }

    @Override
    public Cursor<Document> open(TaskContext context) {
        return new ArchiveCursor(this, context);
    }
}
