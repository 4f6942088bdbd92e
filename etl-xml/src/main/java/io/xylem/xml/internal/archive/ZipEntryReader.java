package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads entries of a zip file by the directory, with one inflater for all, checking sizes, names and check sums. */
final class ZipEntryReader implements Closeable {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int WINDOW = 256 << 10;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final SeekableByteChannel file;
    private final Limits limits;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long windowAt;

    ZipEntryReader(SeekableByteChannel file, Limits limits) {
        this.file = file;
        this.limits = limits;
        window.limit(0);
    }

    /** Reads an entry into a buffer. */
    void read(ZipDirectory.Entry entry, EntryBuffer into, Meter meter) throws IOException {
        if (entry.encrypted()) {
            throw new ArchiveException(RejectCodes.ENCRYPTED, "the entry is encrypted; store it without a password");
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            throw ArchiveException.unsupported("the entry is compressed by method " + entry.method()
                    + "; only stored and deflate are read from zip files");
        }
        need(entry.header(), LOCAL_SIZE);
        int at = (int) (entry.header() - windowAt);
        if (window.getInt(at) != LOCAL) {
            throw ArchiveException.truncated("the entry has no local header");
        }
        int flags = window.getShort(at + 6) & 0xffff;
        int nameLength = window.getShort(at + 26) & 0xffff;
        int extraLength = window.getShort(at + 28) & 0xffff;
        need(entry.header(), LOCAL_SIZE + nameLength);
        at = (int) (entry.header() - windowAt);
        if (!ZipDirectory.name(window.array(), at + LOCAL_SIZE, nameLength, flags)
                .equals(entry.name())) {
            throw new ArchiveException(
                    RejectCodes.NAME_MISMATCH, "the entry has another name in its own header than in the directory");
        }
        long data = entry.header() + LOCAL_SIZE + nameLength + extraLength;
        crc.reset();
        if (entry.method() == STORED) {
            stored(data, entry.compressed(), into, meter);
        } else {
            deflated(data, entry.compressed(), into, meter);
        }
        into.check(limits);
        if (crc.getValue() != entry.crc()) {
            throw new ArchiveException(
                    RejectCodes.CRC, "the check sum does not fit the content; fetch the archive again");
        }
        if (into.length() != entry.size()) {
            throw new ArchiveException(RejectCodes.CRC, "the entry has another size than the directory says");
        }
    }

    private void stored(long from, long length, EntryBuffer into, Meter meter) throws IOException {
        long left = length;
        long at = from;
        while (left > 0) {
            int room = (int) Math.min(Math.min(left, into.room(limits)), WINDOW);
            need(at, room);
            System.arraycopy(window.array(), (int) (at - windowAt), into.bytes(), into.length(), room);
            took(room, into, meter);
            at += room;
            left -= room;
        }
    }

    private void deflated(long from, long length, EntryBuffer into, Meter meter) throws IOException {
        inflater.reset();
        long left = length;
        long at = from;
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (left == 0) {
                        throw ArchiveException.truncated("the entry ends in the middle of its compressed data");
                    }
                    int chunk = (int) Math.min(left, WINDOW);
                    need(at, chunk);
                    inflater.setInput(window.array(), (int) (at - windowAt), chunk);
                    at += chunk;
                    left -= chunk;
                }
                int room = into.room(limits);
                int count = inflater.inflate(into.bytes(), into.length(), room);
                if (count == 0 && inflater.needsDictionary()) {
                    throw new DataFormatException("dictionary");
                }
                took(count, into, meter);
            }
        } catch (DataFormatException e) {
            throw new ArchiveException(RejectCodes.CRC, "the compressed data is damaged; fetch the archive again");
        }
    }

    private void took(int count, EntryBuffer into, Meter meter) throws IOException {
        crc.update(into.bytes(), into.length(), count);
        into.used(count);
        meter.produced(count);
    }

    /** Makes sure that so many bytes from a place on are in the window. */
    private void need(long from, int length) throws IOException {
        if (from >= windowAt && from + length <= windowAt + window.limit()) {
            return;
        }
        if (from < 0 || from + length > file.size()) {
            throw ArchiveException.truncated("the entry lies outside the file");
        }
        windowAt = from;
        window.clear();
        file.position(from);
        while (window.position() < length) {
            if (file.read(window) < 0) {
                throw new EOFException("the file has become shorter while it is read");
            }
        }
        window.flip();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
