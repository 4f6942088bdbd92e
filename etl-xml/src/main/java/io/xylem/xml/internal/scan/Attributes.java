package io.xylem.xml.internal.scan;

import java.util.Arrays;

/**
 * The attributes of the element that begins, without namespace declarations, in the order of the document. Reused. A value is a
 * range of the document where it stands there as it is, else of a scratch array.
 */
final class Attributes {
    private static final int MAX_KEPT = 1 << 16;

    private byte[] input = {};
    private byte[] scratch = new byte[256];
    private int scratchSize;

    private int size;
    private Name[] names = new Name[8];
    private String[] uris = new String[8];
    private boolean[] copied = new boolean[8];
    private int[] from = new int[8];
    private int[] to = new int[8];

    /** Starts a document. */
    void begin(byte[] document) {
        input = document;
        clear();
    }

    /** Starts an element. */
    void clear() {
        size = 0;
        scratchSize = 0;
        if (scratch.length > MAX_KEPT) {
            scratch = new byte[256];
        }
    }

    int size() {
        return size;
    }

    Name name(int index) {
        return names[index];
    }

    /** The namespace; an object that can be compared by identity. */
    String uri(int index) {
        return uris[index];
    }

    void setUri(int index, String uri) {
        uris[index] = uri;
    }

    /** Adds an attribute whose value stands in the document as it is. */
    void add(Name name, int valueFrom, int valueTo) {
        add(name, false, valueFrom, valueTo);
    }

    /** Adds an attribute whose value was written to the scratch array from a place on. */
    void addCopied(Name name, int valueFrom) {
        add(name, true, valueFrom, scratchSize);
    }

    private void add(Name name, boolean copy, int valueFrom, int valueTo) {
        if (size == from.length) {
            names = Arrays.copyOf(names, size * 2);
            uris = Arrays.copyOf(uris, size * 2);
            copied = Arrays.copyOf(copied, size * 2);
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
        }
        names[size] = name;
        uris[size] = Namespaces.NONE;
        copied[size] = copy;
        from[size] = valueFrom;
        to[size++] = valueTo;
    }

    /** Whether a value is a range of the document rather than of {@link #bytes}. */
    boolean inDocument(int index) {
        return !copied[index];
    }

    /** The array that a value is in. */
    byte[] bytes(int index) {
        return copied[index] ? scratch : input;
    }

    int from(int index) {
        return from[index];
    }

    int to(int index) {
        return to[index];
    }

    boolean is(int index, byte[] value) {
        return Arrays.equals(bytes(index), from[index], to[index], value, 0, value.length);
    }

    int scratchSize() {
        return scratchSize;
    }

    byte[] scratch() {
        return scratch;
    }

    /** Makes room in the scratch array and returns it. Whoever writes there says so with {@link #wrote}. */
    byte[] room(int bytes) {
        if (scratchSize + bytes > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, scratchSize + bytes));
        }
        return scratch;
    }

    void wrote(int newSize) {
        scratchSize = newSize;
    }

    /** Whether a value is true in the sense of XML Schema's boolean. */
    boolean isTrue(int index) {
        byte[] bytes = bytes(index);
        int start = from[index];
        int end = to[index];
        while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        return (end - start == 1 && bytes[start] == '1')
                || (end - start == 4
                        && bytes[start] == 't'
                        && bytes[start + 1] == 'r'
                        && bytes[start + 2] == 'u'
                        && bytes[start + 3] == 'e');
    }
}
