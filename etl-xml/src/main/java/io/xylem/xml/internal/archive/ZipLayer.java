package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.Inflater;

/** The entries of a zip file, or a range of them, in the order of the directory. */
final class ZipLayer implements Layer {
    private final String source;
    private final SeekableByteChannel file;
    private final ZipHeaders headers;
    private final ZipRange range;
    private final Inflaters inflaters;
    private final Inflater inflater;
    private final ZipEntryStream content;
    private int at = -1;
    private long before;
    private long after;
    private boolean closed;

    /** Takes over the channel. */
    ZipLayer(
            String source, SeekableByteChannel file, byte[] directory, ZipRange range, Meter meter, Inflaters inflaters)
            throws IOException {
        this.source = source;
        this.file = file;
        this.headers = new ZipHeaders(directory, 0, range.length());
        this.range = range;
        this.after = range.before();
        this.inflaters = inflaters;
        this.inflater = inflaters.take();
        this.content = new ZipEntryStream(file, range, meter, inflater, inflaters);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public boolean next() throws IOException {
        while (headers.next()) {
            if (!headers.folder()) {
                at++;
                before = after;
                after += headers.believable(range.limit());
                return true;
            }
        }
        return false;
    }

    /** Uncompressed bytes of all entries of the archive before the current one. */
    long before() {
        return before;
    }

    @Override
    public String name() {
        return headers.name();
    }

    @Override
    public InputStream content() throws IOException {
        if (range.overlapping(at)) {
            throw new ArchiveException(
                    RejectCodes.OVERLAP,
                    "the entry shares bytes with another one; that is refused, as bombs are made so");
        }
        if (range.duplicate(at)) {
            throw duplicateName();
        }
        content.open(headers);
        return content;
    }

    static ArchiveException duplicateName() {
        return new ArchiveException(
                RejectCodes.DUPLICATE_NAME,
                "an entry before this one has the same name, or one that reads the same; only the first is read");
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            content.close();
            inflaters.giveBack(inflater);
            file.close();
        }
    }
}
