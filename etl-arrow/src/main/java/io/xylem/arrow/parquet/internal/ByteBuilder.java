package io.xylem.arrow.parquet.internal;

import io.xylem.core.UsageException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes, little-endian. The array always has {@link #SLACK} bytes behind its content, so that 8 bytes can be
 * loaded from any position of the content.
 */
final class ByteBuilder extends OutputStream {
    static final int SLACK = 8;
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int LARGEST = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int size;

    ByteBuilder(int capacity) {
        bytes = new byte[capacity + SLACK];
    }

    /** The array; replaced when it grows. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Gives memory back if there is more than {@code most}. Empties the builder. */
    void shrink(int most) {
        size = 0;
        if (bytes.length > most + SLACK) {
            bytes = new byte[most + SLACK];
        }
    }

    /** Makes room for {@code more} bytes behind the content. */
    void reserve(int more) {
        long needed = (long) size + more + SLACK;
        if (needed > bytes.length) {
            if (needed > LARGEST) {
                throw new UsageException("one page of a Parquet column would need " + needed
                        + " bytes, but a page holds less than 2 GiB; a single row is too large: split it");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, bytes.length * 3L / 2)));
        }
    }

    /** Appends {@code count} bytes that the caller fills in at once; returns where they start. */
    int skip(int count) {
        reserve(count);
        int start = size;
        size += count;
        return start;
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void writeInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    void writeLong(long value) {
        reserve(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** Sets four bytes of the content. */
    void setInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** ULEB128. */
    void writeVarInt(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
