package io.xylem.arrow.internal;

import java.util.Arrays;

/** The places of texts that do not fit their type, ascending. */
final class BadItems {
    private int[] items = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return items[index];
    }
}
