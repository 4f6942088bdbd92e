package io.xylem.xml.internal.archive;

import io.xylem.core.RejectCodes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;

/**
 * The content of one entry of a zip file after the other, from the place that the directory names. Sizes, name and check sum are
 * compared on the way; the end of the stream is not reported before all of them fit.
 */
final class ZipEntryStream extends InputStream {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int WINDOW = 256 << 10;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATE_64 = 9;
    private static final int BZIP2 = 12;
    private static final int LZMA = 14;
    private static final int ZSTD = 93;
    private static final int XZ = 95;
    private static final int LZMA_PROPERTIES = 5;

    private final SeekableByteChannel file;
    private final long shift;
    private final long limit;
    private final Meter meter;
    private final Inflater inflater;
    private final Inflaters inflaters;
    private final CRC32 crc = new CRC32();
    private final ByteBuffer window;
    private final byte[] one = new byte[1];
    private long windowAt;
    private long at;
    private long left;
    private long produced;
    private long compressed;
    private long size;
    private long wantedCrc;
    private boolean inflating;
    private InputStream packed = InputStream.nullInputStream();
    private boolean finished = true;

    ZipEntryStream(SeekableByteChannel file, ZipRange range, Meter meter, Inflater inflater, Inflaters inflaters)
            throws IOException {
        this.file = file;
        this.shift = range.shift();
        this.limit = range.limit() + range.shift();
        this.meter = meter;
        this.inflater = inflater;
        this.inflaters = inflaters;
        this.window = ByteBuffer.allocate((int) Math.min(WINDOW, file.size())).order(ByteOrder.LITTLE_ENDIAN);
        window.limit(0);
    }

    /** Moves to an entry. */
    void open(ZipHeaders entry) throws IOException {
        close();
        if (entry.encrypted()) {
            throw new ArchiveException(RejectCodes.ENCRYPTED, "the entry is encrypted; store it without a password");
        }
        long header = entry.header() + shift;
        need(header, LOCAL_SIZE);
        int local = (int) (header - windowAt);
        if (window.getInt(local) != LOCAL) {
            throw ArchiveException.damaged("the entry has no local header where the directory says");
        }
        int nameLength = window.getShort(local + 26) & 0xffff;
        int extraLength = window.getShort(local + 28) & 0xffff;
        need(header, LOCAL_SIZE + nameLength);
        local = (int) (header - windowAt);
        if (!entry.named(window.array(), local + LOCAL_SIZE, nameLength)) {
            throw new ArchiveException(
                    RejectCodes.NAME_MISMATCH, "the entry has another name in its own header than in the directory");
        }
        at = header + LOCAL_SIZE + nameLength + extraLength;
        compressed = entry.compressed();
        size = entry.size();
        if (compressed < 0 || at > limit || compressed > limit - at) {
            throw ArchiveException.truncated("the entry lies outside the file");
        } else if (size < 0 || (entry.method() == STORED && size != compressed)) {
            throw ArchiveException.damaged("the sizes of the entry make no sense");
        }
        left = compressed;
        produced = 0;
        wantedCrc = entry.crc();
        crc.reset();
        inflater.reset();
        inflating = entry.method() == DEFLATED;
        if (!inflating) {
            packed = unpack(entry);
        }
        finished = false;
    }

    /** The content of an entry that is not deflated, by its method (APPNOTE.TXT 6.3.10, 4.4.5). */
    private InputStream unpack(ZipHeaders entry) throws IOException {
        InputStream raw = new Raw();
        return switch (entry.method()) {
            case STORED -> raw;
            case DEFLATE_64 -> new Deflate64CompressorInputStream(new BufferedInputStream(raw));
            case BZIP2 -> Decompressed.open(Format.BZIP2, raw, meter.limits(), inflaters);
            case LZMA -> lzma(new DataInputStream(new BufferedInputStream(raw)), entry.marked() ? -1 : size);
            case ZSTD -> Decompressed.open(Format.ZSTD, raw, meter.limits(), inflaters);
            case XZ -> Decompressed.open(Format.XZ, raw, meter.limits(), inflaters);
            default ->
                throw ArchiveException.unsupported(
                        "the entry is compressed by method " + entry.method() + ", which is not supported");
        };
    }

    /** LZMA data of known size, or with an end mark, behind a version and its properties (APPNOTE.TXT 6.3.10, 5.8.8). */
    private InputStream lzma(DataInputStream in, long unpacked) throws IOException {
        in.readShort();
        if (Short.reverseBytes(in.readShort()) != LZMA_PROPERTIES) {
            throw ArchiveException.damaged("the properties of the compressed data make no sense");
        }
        byte properties = in.readByte();
        int dictionary = Integer.reverseBytes(in.readInt());
        if (LZMAInputStream.getMemoryUsage(dictionary, properties)
                > meter.limits().window() >> 10) {
            throw ArchiveException.limit("WINDOW", "decompressing the entry takes more memory than allowed", "window");
        }
        return new LZMAInputStream(in, unpacked, properties, dictionary);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (finished || length == 0) {
            return finished ? -1 : 0;
        }
        int count = inflating ? inflate(into, offset, length) : packed.read(into, offset, length);
        if (count <= 0) {
            finished = true;
            verify();
            return -1;
        }
        crc.update(into, offset, count);
        produced += count;
        if (produced > size) {
            throw ArchiveException.damaged("the entry is larger than the directory says");
        }
        meter.ratio(produced, compressed);
        meter.produced(count);
        return count;
    }

    private void verify() throws ArchiveException {
        if (crc.getValue() != wantedCrc) {
            throw ArchiveException.damaged("the check sum does not fit the content");
        } else if (produced != size) {
            throw ArchiveException.damaged("the entry is smaller than the directory says");
        } else if (inflating && left + inflater.getRemaining() > 0) {
            throw ArchiveException.damaged("the compressed data of the entry ends before the directory says");
        }
    }

    /** Bytes as they are stored; returns -1 at the end. */
    private int copy(byte[] into, int offset, int length) throws IOException {
        int count = (int) Math.min(Math.min(left, length), window.capacity());
        if (count > 0) {
            count = available(count);
            System.arraycopy(window.array(), (int) (at - windowAt), into, offset, count);
            at += count;
            left -= count;
        }
        return count > 0 ? count : -1;
    }

    /** Inflates; returns 0 at the end. */
    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(into, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw ArchiveException.damaged(
                            "the compressed data asks for a dictionary, which zip does not have");
                }
                if (inflater.needsInput() && !inflater.finished()) {
                    if (left == 0) {
                        throw ArchiveException.damaged("the compressed data does not end where the directory says");
                    }
                    int chunk = available((int) Math.min(left, window.capacity()));
                    inflater.setInput(window.array(), (int) (at - windowAt), chunk);
                    at += chunk;
                    left -= chunk;
                }
            }
            return 0;
        } catch (DataFormatException e) {
            throw ArchiveException.damaged("the compressed data is damaged");
        }
    }

    /** How many of so many bytes from here on are in the window, after it has been moved if there was none. */
    private int available(int wanted) throws IOException {
        long there = windowAt + window.limit() - at;
        if (at >= windowAt && there > 0) {
            return (int) Math.min(there, wanted);
        }
        need(at, wanted);
        return wanted;
    }

    /** Makes sure that so many bytes from a place on are in the window. */
    private void need(long from, int length) throws IOException {
        if (from >= windowAt && from + length <= windowAt + window.limit()) {
            return;
        }
        if (from < 0 || from > limit || length > limit - from || length > window.capacity()) {
            throw ArchiveException.truncated("the entry lies outside the file");
        }
        windowAt = from;
        window.clear();
        file.position(from);
        while (window.position() < length) {
            if (file.read(window) < 0) {
                throw ArchiveException.truncated("the file has become shorter while it is read");
            }
        }
        window.flip();
    }

    @Override
    public void close() throws IOException {
        finished = true;
        packed.close();
        packed = InputStream.nullInputStream();
    }

    /** The bytes of the entry as they are stored. */
    private final class Raw extends InputStream {
        private final byte[] single = new byte[1];

        @Override
        public int read() throws IOException {
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return length == 0 ? 0 : copy(into, offset, length);
        }
    }
}
