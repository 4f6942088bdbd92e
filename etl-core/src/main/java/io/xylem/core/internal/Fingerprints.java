package io.xylem.core.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Texts with a number each, known by 128 bits of their SHA-256: 20 to 60 bytes a text, however long it is. No text is ever taken for
 * another: that needs some 2^64 texts.
 */
final class Fingerprints {
    /** What stands for no number. */
    static final int NONE = -1;

    private final MessageDigest sha;
    private long[] keys = new long[32];
    private int[] numbers = numbers(16);
    private int size;

    Fingerprints() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static int[] numbers(int slots) {
        int[] none = new int[slots];
        Arrays.fill(none, NONE);
        return none;
    }

    /** The number of a text; {@link #NONE} if it is not known. */
    int get(String text) {
        ByteBuffer key = key(text);
        return numbers[slot(key.getLong(0), key.getLong(8))];
    }

    /** Sets the number of a text, from 0 on, unless it has one. */
    void putIfAbsent(String text, int number) {
        if (size * 2 >= numbers.length) {
            grow();
        }
        ByteBuffer key = key(text);
        put(key.getLong(0), key.getLong(8), number);
    }

    private ByteBuffer key(String text) {
        return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void put(long high, long low, int number) {
        int slot = slot(high, low);
        if (numbers[slot] == NONE) {
            keys[2 * slot] = high;
            keys[2 * slot + 1] = low;
            numbers[slot] = number;
            size++;
        }
    }

    private int slot(long high, long low) {
        int slot = (int) low & numbers.length - 1;
        while (numbers[slot] != NONE && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
            slot = slot + 1 & numbers.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = numbers(oldNumbers.length * 2);
        size = 0;
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != NONE) {
                put(oldKeys[2 * i], oldKeys[2 * i + 1], oldNumbers[i]);
            }
        }
    }
}
