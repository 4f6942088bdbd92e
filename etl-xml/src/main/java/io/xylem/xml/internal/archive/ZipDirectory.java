package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The central directory of a zip file (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16), and what is wrong with it as a whole.
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers here are allocated on the heap, by read()
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_SIZE = 56;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final long ABSENT_32 = 0xffffffffL;
    private static final int ENCRYPTED = 1;
    private static final int UTF_8 = 1 << 11;
    private static final Charset CP437 =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    /** An entry as the directory has it. */
    record Entry(String name, int flags, int method, long crc, long compressed, long size, long header) {
        boolean directory() {
            return name.endsWith("/");
        }

        boolean encrypted() {
            return (flags & ENCRYPTED) != 0;
        }
    }

    final List<Entry> entries;
    /** Entries that share bytes with one before them in the file. */
    final BitSet overlapping = new BitSet();
    /** Entries with the name of one before them in the directory. */
    final BitSet duplicate = new BitSet();
    /** Bytes behind the end of the archive. */
    final long trailing;
    /** What identifies the content: the directory and the end record, which hold all check sums. */
    final byte[] identity;

    private ZipDirectory(List<Entry> entries, long trailing, byte[] identity) {
        this.entries = entries;
        this.trailing = trailing;
        this.identity = identity;
    }

    /**
     * Reads a directory.
     *
     * @throws ArchiveException if there is none, or it makes no sense
     */
    static ZipDirectory read(SeekableByteChannel file, Limits limits) throws IOException {
        long length = file.size();
        int tail = (int) Math.min(length, END_SIZE + MAX_COMMENT);
        ByteBuffer end = read(file, length - tail, tail);
        int at = tail - END_SIZE;
        while (at >= 0 && !(end.getInt(at) == END && at + END_SIZE + (end.getShort(at + 20) & 0xffff) <= tail)) {
            at--;
        }
        if (at < 0) {
            throw ArchiveException.truncated("the zip file has no end record; it is cut or not a zip file");
        }
        long endAt = length - tail + at;
        long trailing = (long) tail - at - END_SIZE - (end.getShort(at + 20) & 0xffff);
        long count = end.getShort(at + 10) & 0xffff;
        long size = end.getInt(at + 12) & ABSENT_32;
        long start = end.getInt(at + 16) & ABSENT_32;
        long before = endAt;
        if (endAt >= LOCATOR_SIZE && (count == 0xffff || size == ABSENT_32 || start == ABSENT_32)) {
            ByteBuffer locator = read(file, endAt - LOCATOR_SIZE, LOCATOR_SIZE);
            if (locator.getInt(0) == LOCATOR) {
                long at64 = locator.getLong(8);
                if (at64 < 0 || at64 > endAt - LOCATOR_SIZE - END_64_SIZE) {
                    throw ArchiveException.unsupported("the zip64 end record lies outside the file");
                }
                ByteBuffer end64 = read(file, at64, END_64_SIZE);
                if (end64.getInt(0) != END_64) {
                    throw ArchiveException.unsupported("the zip64 end record is damaged");
                }
                count = end64.getLong(32);
                size = end64.getLong(40);
                start = end64.getLong(48);
                before = at64;
            }
        }
        if (size < 0 || start < 0 || size > before || start > before - size || size > Integer.MAX_VALUE - 16) {
            throw ArchiveException.truncated("the zip directory lies outside the file; the file is cut or damaged");
        }
        if (count > limits.entries() || count > size / HEADER_SIZE) {
            throw count > limits.entries()
                    ? ArchiveException.limit("ENTRIES", "more than " + limits.entries() + " entries", "entries")
                    : ArchiveException.truncated("the zip directory is shorter than its entries");
        }
        ByteBuffer directory = read(file, start, (int) size);
        byte[] identity = directory.array();
        ZipDirectory result = new ZipDirectory(entries(directory, (int) count), trailing, identity);
        result.findOverlaps(start);
        result.findDuplicates();
        return result;
    }

    private static List<Entry> entries(ByteBuffer directory, int count) throws ArchiveException {
        List<Entry> entries = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + HEADER_SIZE > directory.limit() || directory.getInt(at) != HEADER) {
                throw ArchiveException.truncated("the zip directory is damaged at entry " + i);
            }
            int name = directory.getShort(at + 28) & 0xffff;
            int extra = directory.getShort(at + 30) & 0xffff;
            int comment = directory.getShort(at + 32) & 0xffff;
            int next = at + HEADER_SIZE + name + extra + comment;
            if (next > directory.limit()) {
                throw ArchiveException.truncated("the zip directory is damaged at entry " + i);
            }
            entries.add(entry(directory, at, name, extra));
            at = next;
        }
        return entries;
    }

    private static Entry entry(ByteBuffer directory, int at, int nameLength, int extraLength) {
        int flags = directory.getShort(at + 8) & 0xffff;
        long compressed = directory.getInt(at + 20) & ABSENT_32;
        long size = directory.getInt(at + 24) & ABSENT_32;
        long header = directory.getInt(at + 42) & ABSENT_32;
        String name = name(directory.array(), at + HEADER_SIZE, nameLength, flags);
        int extra = at + HEADER_SIZE + nameLength;
        int extraEnd = extra + extraLength;
        while (extra + 4 <= extraEnd) {
            int id = directory.getShort(extra) & 0xffff;
            int length = directory.getShort(extra + 2) & 0xffff;
            int field = extra + 4;
            int fieldEnd = Math.min(field + length, extraEnd);
            if (id == 1) {
                if (size == ABSENT_32 && field + 8 <= fieldEnd) {
                    size = directory.getLong(field);
                    field += 8;
                }
                if (compressed == ABSENT_32 && field + 8 <= fieldEnd) {
                    compressed = directory.getLong(field);
                    field += 8;
                }
                if (header == ABSENT_32 && field + 8 <= fieldEnd) {
                    header = directory.getLong(field);
                }
                break;
            }
            extra = field + length;
        }
        return new Entry(
                name,
                flags,
                directory.getShort(at + 10) & 0xffff,
                directory.getInt(at + 16) & ABSENT_32,
                compressed,
                size,
                header);
    }

    static String name(byte[] bytes, int from, int length, int flags) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Some writers use UTF-8 without saying so; code page 437 hardly ever looks like it.
        return (flags & UTF_8) != 0 || text.indexOf('\uFFFD') < 0 ? text : new String(bytes, from, length, CP437);
    }

    private void findOverlaps(long directoryStart) {
        List<Integer> order = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> entries.get(i).header()));
        long end = 0;
        for (int i : order) {
            Entry entry = entries.get(i);
            long last = entry.header() + LOCAL_SIZE + entry.compressed();
            if (entry.header() < end || entry.header() < 0 || last < entry.header() || last > directoryStart) {
                overlapping.set(i);
            }
            end = Math.max(end, last);
        }
    }

    private void findDuplicates() {
        Set<String> names = new HashSet<>(entries.size() * 2);
        for (int i = 0; i < entries.size(); i++) {
            if (!names.add(entries.get(i).name())) {
                duplicate.set(i);
            }
        }
    }

    static ByteBuffer read(SeekableByteChannel file, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(from);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException("the file has become shorter while it is read");
            }
        }
        return buffer.flip();
    }
}
