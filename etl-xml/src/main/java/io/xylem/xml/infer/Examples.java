package io.xylem.xml.infer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The smallest few values in the order of their bytes, of which the beginning is kept. */
final class Examples {
    private static final int MOST = 3;
    private static final int LONGEST = 60;

    private final TreeSet<byte[]> smallest = new TreeSet<>(Arrays::compareUnsigned);

    void add(byte[] bytes, int from, int to) {
        int end = to;
        if (to - from > LONGEST) {
            end = from + LONGEST;
            while ((bytes[end] & 0xc0) == 0x80) {
                end--;
            }
        }
        if (smallest.size() == MOST) {
            byte[] last = smallest.last();
            if (Arrays.compareUnsigned(bytes, from, end, last, 0, last.length) >= 0) {
                return;
            }
        }
        add(Arrays.copyOfRange(bytes, from, end));
    }

    private void add(byte[] value) {
        smallest.add(value);
        if (smallest.size() > MOST) {
            smallest.pollLast();
        }
    }

    void merge(Examples other) {
        other.smallest.forEach(this::add);
    }

    /** The examples; long ones are cut. */
    List<String> list() {
        return smallest.stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
