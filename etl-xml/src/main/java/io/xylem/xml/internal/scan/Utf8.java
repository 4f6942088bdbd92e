package io.xylem.xml.internal.scan;

import java.nio.charset.StandardCharsets;

/** UTF-8 as RFC 3629 defines it, and what XML 1.0 (production 2) makes of it. */
final class Utf8 {
    private Utf8() {}

    static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * The index of the first byte that belongs neither to a valid sequence nor to a character that XML allows; -1 if there is
     * none.
     */
    static int firstIllegal(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (i + 8 <= to) {
                long eight = Eight.at(bytes, i);
                long others = Eight.notPlain(eight);
                if (others == 0) {
                    i += 8;
                    continue;
                }
                i += Eight.first(others);
            }
            int b = bytes[i];
            if (b >= 0) {
                if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                    return i;
                }
                i++;
                continue;
            }
            int length = sequence(bytes, i, to);
            if (length == 0 || noncharacter(bytes, i, length)) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Whether the byte at a place begins a valid sequence, be the character allowed or not. */
    static boolean valid(byte[] bytes, int at, int to) {
        return bytes[at] >= 0 || sequence(bytes, at, to) > 0;
    }

    /** U+FFFE and U+FFFF. */
    private static boolean noncharacter(byte[] bytes, int i, int length) {
        return length == 3
                && bytes[i] == (byte) 0xef
                && bytes[i + 1] == (byte) 0xbf
                && (bytes[i + 2] == (byte) 0xbe || bytes[i + 2] == (byte) 0xbf);
    }

    private static int sequence(byte[] bytes, int i, int to) {
        int b = bytes[i] & 0xff;
        if (b < 0xc2 || b > 0xf4) {
            return 0;
        }
        int length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        if (i + length > to) {
            return 0;
        }
        int second = bytes[i + 1] & 0xff;
        int low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        int high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The number of code points in valid UTF-8. */
    static int length(byte[] bytes, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            length += (bytes[i] & 0xc0) != 0x80 ? 1 : 0;
        }
        return length;
    }

    /**
     * Encodes UTF-16 into an array that has room for three bytes per char.
     *
     * @return the index behind the last byte written
     */
    static int encode(char[] chars, int from, int to, byte[] out, int at) {
        int o = at;
        int i = from;
        while (i < to) {
            char c = chars[i++];
            if (Character.isHighSurrogate(c) && i < to) {
                o = encode(Character.toCodePoint(c, chars[i++]), out, o);
            } else {
                o = encode(c, out, o);
            }
        }
        return o;
    }

    /**
     * Encodes a code point into an array that has room for four bytes.
     *
     * @return the index behind the last byte written
     */
    static int encode(int point, byte[] out, int at) {
        int o = at;
        if (point < 0x80) {
            out[o++] = (byte) point;
        } else if (point < 0x800) {
            out[o++] = (byte) (0xc0 | point >> 6);
            out[o++] = (byte) (0x80 | point & 0x3f);
        } else if (point < 0x10000) {
            out[o++] = (byte) (0xe0 | point >> 12);
            out[o++] = (byte) (0x80 | point >> 6 & 0x3f);
            out[o++] = (byte) (0x80 | point & 0x3f);
        } else {
            out[o++] = (byte) (0xf0 | point >> 18);
            out[o++] = (byte) (0x80 | point >> 12 & 0x3f);
            out[o++] = (byte) (0x80 | point >> 6 & 0x3f);
            out[o++] = (byte) (0x80 | point & 0x3f);
        }
        return o;
    }
}
