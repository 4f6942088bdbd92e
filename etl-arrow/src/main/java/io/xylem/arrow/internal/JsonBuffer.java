package io.xylem.arrow.internal;

import java.nio.charset.StandardCharsets;

/** JSON text in UTF-8, written piece by piece into an array that is reused. */
final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int size;

    void clear() {
        size = 0;
    }

    /** The array; the first {@link #size()} bytes are valid. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Appends ASCII text as it is. */
    void raw(String text) {
        bytes = Gather.grown(bytes, (long) size + text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /** Appends a string, quoted and escaped. */
    void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        string(utf8, 0, utf8.length);
    }

    /** Appends UTF-8 bytes as a string, quoted and escaped. */
    void string(byte[] text, int start, int end) {
        bytes = Gather.grown(bytes, size + 2 + 6L * (end - start));
        bytes[size++] = '"';
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= ' ' || b < 0) {
                bytes[size++] = b;
            } else {
                control(b);
            }
        }
        bytes[size++] = '"';
    }

    private void control(byte b) {
        bytes[size++] = '\\';
        switch (b) {
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[b >> 4];
                bytes[size++] = HEX[b & 15];
            }
        }
    }
}
