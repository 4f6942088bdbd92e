package io.xylem.arrow.parquet.internal;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Minimum and maximum values as bytes: how they are ordered, cut short and read. */
final class Bounds {
    /** What a cut bound has at most, bytes. */
    static final int BYTES = 64;

    private Bounds() {}

    /** Compares in the order that Parquet defines for the type. */
    static int compare(ValueKind kind, byte[] a, byte[] b) {
        return switch (kind) {
            case BIT -> Byte.compare(a[0], b[0]);
            case INT8, INT16, INT32, DECIMAL32 -> Integer.compare(readInt(a), readInt(b));
            case INT64, DECIMAL64 -> Long.compare(readLong(a), readLong(b));
            case UINT8, UINT16, UINT32 -> Integer.compareUnsigned(readInt(a), readInt(b));
            case UINT64 -> Long.compareUnsigned(readLong(a), readLong(b));
            case FLOAT -> Float.compare(Float.intBitsToFloat(readInt(a)), Float.intBitsToFloat(readInt(b)));
            case DOUBLE -> Double.compare(Double.longBitsToDouble(readLong(a)), Double.longBitsToDouble(readLong(b)));
            case DECIMAL128, DECIMAL256 -> new BigInteger(a).compareTo(new BigInteger(b));
            case FIXED_BINARY, UTF8, LARGE_UTF8, BINARY, LARGE_BINARY -> Arrays.compareUnsigned(a, b);
        };
    }

    /** The value that a bound stands for, in the Java type that {@code ColumnStatistics} promises. */
    static Serializable logical(Leaf leaf, byte[] bound) {
        return switch (leaf.kind()) {
            case BIT -> bound[0] != 0;
            case INT8, INT16, INT32, UINT8, UINT16 -> readInt(bound);
            case UINT32 -> readInt(bound) & 0xFFFFFFFFL;
            case INT64 -> readLong(bound);
            case UINT64 -> new BigInteger(Long.toUnsignedString(readLong(bound)));
            case FLOAT -> Float.intBitsToFloat(readInt(bound));
            case DOUBLE -> Double.longBitsToDouble(readLong(bound));
            case DECIMAL32 -> BigDecimal.valueOf(readInt(bound), scale(leaf));
            case DECIMAL64 -> BigDecimal.valueOf(readLong(bound), scale(leaf));
            case DECIMAL128, DECIMAL256 -> new BigDecimal(new BigInteger(bound), scale(leaf));
            case UTF8, LARGE_UTF8 -> new String(bound, StandardCharsets.UTF_8);
            case FIXED_BINARY, BINARY, LARGE_BINARY -> bound.clone();
        };
    }

    /** The longest prefix of at most 64 bytes; of a text, without a character cut in two. */
    static byte[] lower(byte[] prefix, boolean text) {
        return Arrays.copyOf(prefix, text ? wholeCharacters(prefix, BYTES) : BYTES);
    }

    /**
     * The least byte string of at most 64 bytes that is above everything that starts with the first 64 bytes of {@code prefix}:
     * the last character, or byte, that can be raised is, and what follows is dropped.
     *
     * @return null if there is none, or if a text is not UTF-8
     */
    static byte @Nullable [] upper(byte[] prefix, boolean text) {
        return text ? raiseCharacter(prefix) : raiseByte(prefix);
    }

    private static byte @Nullable [] raiseByte(byte[] prefix) {
        for (int i = BYTES - 1; i >= 0; i--) {
            if (prefix[i] != -1) {
                byte[] raised = Arrays.copyOf(prefix, i + 1);
                raised[i]++;
                return raised;
            }
        }
        return null;
    }

    private static byte @Nullable [] raiseCharacter(byte[] prefix) {
        int end = wholeCharacters(prefix, BYTES);
        while (end > 0) {
            int start = end - 1;
            while (start > 0 && (prefix[start] & 0xC0) == 0x80) {
                start--;
            }
            String last = new String(prefix, start, end - start, StandardCharsets.UTF_8);
            byte[] again = last.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(again, 0, again.length, prefix, start, end)) {
                return null;
            }
            int character = last.codePointAt(0);
            int next = character + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : character + 1;
            if (next <= Character.MAX_CODE_POINT) {
                byte[] raised = Character.toString(next).getBytes(StandardCharsets.UTF_8);
                if (start + raised.length <= BYTES) {
                    byte[] all = Arrays.copyOf(prefix, start + raised.length);
                    System.arraycopy(raised, 0, all, start, raised.length);
                    return all;
                }
            }
            end = start;
        }
        return null;
    }

    private static int wholeCharacters(byte[] bytes, int most) {
        int end = most;
        int start = end - 1;
        while (start > 0 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        int lead = bytes[start] & 0xFF;
        int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return start + length > end ? start : end;
    }

    private static int scale(Leaf leaf) {
        return ((ArrowType.Decimal) leaf.field().getType()).getScale();
    }

    private static int readInt(byte[] bytes) {
        return (int) ByteBuilder.INT.get(bytes, 0);
    }

    private static long readLong(byte[] bytes) {
        return (long) ByteBuilder.LONG.get(bytes, 0);
    }
}
