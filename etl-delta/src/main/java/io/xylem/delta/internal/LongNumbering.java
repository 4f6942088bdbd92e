package io.xylem.delta.internal;

import java.util.Arrays;

/** Numbers distinct longs from 0 in the order in which they are first seen, without an object per value. */
final class LongNumbering {
    private long[] keys = new long[64];
    private int[] numbers = new int[64];
    private int size;

    LongNumbering() {
        Arrays.fill(numbers, -1);
    }

    /** How many distinct longs have been numbered. */
    int size() {
        return size;
    }

    /** The number of a long, a new one if it was not seen before. */
    int number(long key) {
        int slot = slot(key);
        if (numbers[slot] < 0) {
            if (size * 2 >= keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & keys.length - 1;
        while (numbers[slot] >= 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = new int[oldKeys.length * 2];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
