package io.xylem.arrow.internal;

import java.util.Arrays;

/** The lexical forms of xs:base64Binary (RFC 4648 with padding, white space anywhere) and xs:hexBinary. */
final class BinaryParser {
    private static final byte[] SEXTETS = new byte[256];
    private static final byte[] NIBBLES = new byte[256];

    static {
        Arrays.fill(SEXTETS, (byte) -1);
        Arrays.fill(NIBBLES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            SEXTETS[alphabet.charAt(i)] = (byte) i;
        }
        for (int i = 0; i < 16; i++) {
            NIBBLES["0123456789abcdef".charAt(i)] = (byte) i;
            NIBBLES["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
    }

    private BinaryParser() {}

    /** Decodes base64 into {@code out}, which has room for three quarters of the text; the number of bytes, or -1 if bad. */
    static int base64(byte[] bytes, int start, int end, byte[] out, int at) {
        int to = at;
        int bits = 0;
        int count = 0;
        int i = start;
        for (; i < end; i++) {
            int sextet = SEXTETS[bytes[i] & 0xFF];
            if (sextet < 0) {
                if (Whitespace.is(bytes[i])) {
                    continue;
                }
                break;
            }
            bits = bits << 6 | sextet;
            if (++count == 4) {
                out[to++] = (byte) (bits >> 16);
                out[to++] = (byte) (bits >> 8);
                out[to++] = (byte) bits;
                bits = 0;
                count = 0;
            }
        }
        int padding = 0;
        for (; i < end; i++) {
            if (bytes[i] == '=') {
                padding++;
            } else if (!Whitespace.is(bytes[i])) {
                return -1;
            }
        }
        if (count == 0) {
            return padding == 0 ? to - at : -1;
        }
        if (count == 1 || count + padding != 4 || (bits & (count == 2 ? 0xF : 0x3)) != 0) {
            return -1;
        }
        out[to++] = (byte) (bits >> (count == 2 ? 4 : 10));
        if (count == 3) {
            out[to++] = (byte) (bits >> 2);
        }
        return to - at;
    }

    /** Decodes pairs of hexadecimal digits into {@code out}, which has room for half the text; the number of bytes, or -1. */
    static int hex(byte[] bytes, int start, int end, byte[] out, int at) {
        if ((end - start & 1) != 0) {
            return -1;
        }
        int to = at;
        for (int i = start; i < end; i += 2) {
            int value = NIBBLES[bytes[i] & 0xFF] << 4 | NIBBLES[bytes[i + 1] & 0xFF];
            if (value < 0) {
                return -1;
            }
            out[to++] = (byte) value;
        }
        return to - at;
    }
}
