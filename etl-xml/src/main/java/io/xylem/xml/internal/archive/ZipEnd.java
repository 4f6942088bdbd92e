package io.xylem.xml.internal.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The end record of a zip file (APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16): where the directory is.
 *
 * @param position where the directory starts in the file
 * @param size bytes of the directory
 * @param shift bytes before the archive
 * @param count entries of the directory, as the record says
 * @param large whether the count has more than 16 bits
 * @param behind bytes behind the archive; negative if so many of its comment are missing
 * @param record the end record with all that belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ZipEnd(long position, int size, long shift, long count, boolean large, long behind, byte[] record) {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_SIZE = 56;
    private static final int LOCAL = 0x04034b50;
    private static final int HEADER = 0x02014b50;
    private static final int MAX_DIRECTORY = Integer.MAX_VALUE - 16;
    private static final long ABSENT_32 = 0xffffffffL;
    private static final int ABSENT_16 = 0xffff;
    private static final int CHUNK = 1 << 20;
    private static final long MAX_BEHIND = 64L << 20;

    /**
     * Finds the last end record that leads to a directory: near the end of the file, or, if much stands behind it, up to 64 MiB
     * before the end.
     *
     * @throws ArchiveException if there is none
     */
    static ZipEnd find(SeekableByteChannel file) throws IOException {
        long length = file.size();
        boolean startsWithEntry = length >= 4 && ints(file, 0, 4).getInt(0) == LOCAL;
        long to = length;
        long lowest = Math.max(0, length - MAX_BEHIND);
        for (int chunk = END_SIZE + MAX_COMMENT; to > lowest; chunk = CHUNK) {
            long from = Math.max(lowest, to - chunk);
            int size = (int) (Math.min(length, to + END_SIZE - 1) - from);
            ByteBuffer bytes = ints(file, from, size);
            for (int at = size - END_SIZE; at >= 0; at--) {
                if (bytes.getInt(at) == END) {
                    ZipEnd end = read(file, from + at, startsWithEntry);
                    if (end != null) {
                        return end;
                    }
                }
            }
            to = from;
        }
        throw ArchiveException.truncated(
                "the zip file has no end record that leads to its directory; it is cut or damaged");
    }

    /** The end record at a place; null if it does not lead to a directory. */
    private static @Nullable ZipEnd read(SeekableByteChannel file, long at, boolean startsWithEntry)
            throws IOException {
        ByteBuffer end = ints(file, at, END_SIZE);
        int disk = end.getShort(4) & 0xffff;
        long count = end.getShort(10) & 0xffff;
        long size = end.getInt(12) & ABSENT_32;
        long start = end.getInt(16) & ABSENT_32;
        boolean large = count == ABSENT_16 || size == ABSENT_32 || start == ABSENT_32;
        long before = at;
        if (large) {
            long at64 = large(file, at);
            large = at64 >= 0;
            if (large) {
                ByteBuffer end64 = ints(file, at64, END_64_SIZE);
                disk = end64.getInt(16);
                count = end64.getLong(32);
                size = end64.getLong(40);
                start = end64.getLong(48);
                before = at64;
            }
        }
        if (disk != 0 || size < 0 || start < 0 || size > Math.min(before, MAX_DIRECTORY)) {
            return null;
        }
        long position = position(file, start, size, before, startsWithEntry);
        if (position < 0) {
            return null;
        }
        long endsAt = at + END_SIZE + (end.getShort(20) & 0xffff);
        long length = file.size();
        byte[] record = Channels.read(file, before, (int) (Math.min(length, endsAt) - before));
        return new ZipEnd(position, (int) size, position - start, count, large, length - endsAt, record);
    }

    /** Where the zip64 end record is that belongs to an end record; -1 if there is none. */
    private static long large(SeekableByteChannel file, long at) throws IOException {
        long locatorAt = at - LOCATOR_SIZE;
        if (locatorAt < END_64_SIZE) {
            return -1;
        }
        ByteBuffer locator = ints(file, locatorAt, LOCATOR_SIZE);
        if (locator.getInt(0) != LOCATOR) {
            return -1;
        }
        long latest = locatorAt - END_64_SIZE;
        for (long place : new long[] {locator.getLong(8), latest}) {
            boolean inside = place >= 0 && place <= latest;
            if (inside && ints(file, place, 4).getInt(0) == END_64) {
                return place;
            }
        }
        return -1;
    }

    /**
     * Where a directory is that is said to start somewhere: there, or, if something stands before the archive, right before its
     * end record. The latter is not tried if the file starts with an entry: the end record would be that of a zip file inside.
     */
    private static long position(SeekableByteChannel file, long start, long size, long before, boolean startsWithEntry)
            throws IOException {
        if (start <= before - size && header(file, start, size, before)) {
            return start;
        }
        long shifted = before - size;
        return shifted > start && !startsWithEntry && header(file, shifted, size, before) ? shifted : -1;
    }

    private static boolean header(SeekableByteChannel file, long at, long size, long before) throws IOException {
        return size == 0
                ? at == before
                : size >= ZipHeaders.SIZE && ints(file, at, 4).getInt(0) == HEADER;
    }

    /** What is wrong with the archive, if its directory has so many entries. */
    @Nullable ArchiveException damage(int entries) {
        if (large ? entries != count : (entries & ABSENT_16) != count) {
            return ArchiveException.truncated(
                    "the directory has " + entries + " entries where its end record says " + count);
        } else if (behind < 0) {
            return ArchiveException.truncated("the archive's comment is cut");
        }
        return behind > 0 ? ZipDirectory.trailing(behind) : null;
    }

    private static ByteBuffer ints(SeekableByteChannel file, long from, int length) throws IOException {
        return ByteBuffer.wrap(Channels.read(file, from, length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
