package io.xylem.xml.internal.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The headers of a central directory, one after the other (APPNOTE.TXT 6.3.10, 4.3.12, 4.5.3 and 4.6.9). Nothing is allocated
 * for an entry but its name, when it is asked for.
 */
final class ZipHeaders {
    /** Bytes of a header without its name. */
    static final int SIZE = 46;

    private static final int SIGNATURE = 0x02014b50;
    private static final int DIGITAL_SIGNATURE = 0x05054b50;
    private static final long ABSENT_32 = 0xffffffffL;
    private static final int ZIP_64 = 1;
    private static final int UNICODE_PATH = 0x7075;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int BEST_RATIO = 1100;
    private static final int END_MARK = 2;
    private static final int UTF_8 = 1 << 11;
    private static final Charset CP437 =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private final byte[] bytes;
    private final ByteBuffer data;
    private final int end;
    private int at;
    private int next;
    private int nameLength;
    private long compressed;
    private long size;
    private long header;

    /** Headers in a range of an array. */
    ZipHeaders(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.next = from;
        this.end = to;
    }

    /**
     * Moves to the next header.
     *
     * @return whether there is one
     * @throws ArchiveException if there is something else
     */
    boolean next() throws ArchiveException {
        if (next == end || (next + 4 <= end && data.getInt(next) == DIGITAL_SIGNATURE)) {
            return false;
        }
        int from = next;
        if (from + SIZE > end || data.getInt(from) != SIGNATURE) {
            throw ArchiveException.truncated("the zip directory is damaged");
        }
        int name = unsigned(from + 28);
        int extra = unsigned(from + 30);
        int behind = from + SIZE + name + extra + unsigned(from + 32);
        if (behind > end) {
            throw ArchiveException.truncated("the zip directory is damaged");
        }
        at = from;
        next = behind;
        nameLength = name;
        compressed = data.getInt(from + 20) & ABSENT_32;
        size = data.getInt(from + 24) & ABSENT_32;
        header = data.getInt(from + 42) & ABSENT_32;
        if (compressed == ABSENT_32 || size == ABSENT_32 || header == ABSENT_32) {
            large(from + SIZE + name, extra);
        }
        return true;
    }

    /** Takes from the zip64 field what does not fit 32 bits. */
    private void large(int extra, int length) {
        int field = extra(extra, length, ZIP_64);
        if (field < 0) {
            return;
        }
        int fieldEnd = Math.min(field + unsigned(field - 2), extra + length);
        if (size == ABSENT_32 && field + 8 <= fieldEnd) {
            size = data.getLong(field);
            field += 8;
        }
        if (compressed == ABSENT_32 && field + 8 <= fieldEnd) {
            compressed = data.getLong(field);
            field += 8;
        }
        if (header == ABSENT_32 && field + 8 <= fieldEnd) {
            header = data.getLong(field);
        }
    }

    /** Where the data of an extra field starts; -1 if there is none of that kind. */
    private int extra(int from, int length, int kind) {
        int field = from;
        int fieldsEnd = from + length;
        while (field + 4 <= fieldsEnd) {
            if (unsigned(field) == kind) {
                return field + 4;
            }
            field += 4 + unsigned(field + 2);
        }
        return -1;
    }

    private int unsigned(int index) {
        return data.getShort(index) & 0xffff;
    }

    /** Where the header starts in the array. */
    int position() {
        return at;
    }

    /** Where the header ends in the array. */
    int end() {
        return next;
    }

    boolean folder() {
        return nameLength > 0 && bytes[at + SIZE + nameLength - 1] == '/';
    }

    boolean encrypted() {
        return (data.getShort(at + 8) & ENCRYPTED) != 0;
    }

    /** Whether LZMA data ends with a mark of its own. */
    boolean marked() {
        return (data.getShort(at + 8) & END_MARK) != 0;
    }

    int method() {
        return unsigned(at + 10);
    }

    long crc() {
        return data.getInt(at + 16) & ABSENT_32;
    }

    /** Bytes as stored; negative only in a damaged header. */
    long compressed() {
        return compressed;
    }

    /** Bytes as the header says; negative only in a damaged header. */
    long size() {
        return size;
    }

    /**
     * The uncompressed bytes, as far as the header can be believed.
     *
     * @param limit more bytes than that are not stored in the file
     */
    long believable(long limit) {
        long packed = Math.max(0, Math.min(compressed, limit));
        long unpacked = size < 0 ? Long.MAX_VALUE : size;
        return method() == STORED ? packed : Math.min(unpacked, packed * BEST_RATIO);
    }

    /** Where the local header starts, relative to the start of the archive. */
    long header() {
        return header;
    }

    int nameLength() {
        return nameLength;
    }

    /** Whether other bytes are the name of this entry. */
    boolean named(byte[] other, int from, int length) {
        int own = at + SIZE;
        return Arrays.equals(bytes, own, own + nameLength, other, from, from + length);
    }

    /** The name: in UTF-8 if the header says so or has it in a field of its own, or if it is valid UTF-8, else in code page 437. */
    String name() {
        int from = at + SIZE;
        if ((data.getShort(at + 8) & UTF_8) != 0) {
            return new String(bytes, from, nameLength, StandardCharsets.UTF_8);
        }
        int extraLength = unsigned(at + 30);
        int field = extraLength == 0 ? -1 : extra(from + nameLength, extraLength, UNICODE_PATH);
        if (field >= 0) {
            int length = unsigned(field - 2);
            boolean there = length > 5 && field + length <= from + nameLength + extraLength && bytes[field] == 1;
            if (there && data.getInt(field + 1) == sum(from, nameLength)) {
                return new String(bytes, field + 5, length - 5, StandardCharsets.UTF_8);
            }
        }
        return decode(bytes, from, nameLength);
    }

    /** A name that does not say in which encoding it is: many programs write UTF-8 without saying so. */
    static String decode(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, from, length, CP437);
        }
    }

    private int sum(int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
