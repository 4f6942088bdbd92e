package io.xylem.xml.internal.scan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which prefix stands for which namespace where the scanner is. Namespaces are one object each, so that they can be compared by
 * identity.
 */
final class Namespaces {
    static final String NONE = "";
    static final String XML = "http://www.w3.org/XML/1998/namespace";
    static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final int MAX_KEPT = 10_000;

    /** A prefix; the empty one stands for the default namespace. */
    static final class Prefix {
        final String text;
        /** What it stands for now; null if it is not declared. */
        @Nullable String uri;
        /** How its last declaration was written, and what that means. */
        private byte[] lastRaw = {};

        private @Nullable String lastUri;

        private Prefix(String text, @Nullable String uri) {
            this.text = text;
            this.uri = uri;
        }
    }

    final Prefix none = new Prefix("", NONE);
    final Prefix xml = new Prefix("xml", XML);
    final Prefix xmlns = new Prefix("xmlns", XMLNS);

    private final Map<String, Prefix> prefixes = new HashMap<>();
    private final Map<String, String> uris = new HashMap<>();
    private Prefix[] changed = new Prefix[16];
    private @Nullable String[] before = new String[16];
    private int size;

    Namespaces() {
        clear();
    }

    /** Forgets everything that documents have brought. */
    void clear() {
        reset();
        prefixes.clear();
        uris.clear();
        for (Prefix prefix : new Prefix[] {none, xml, xmlns}) {
            prefix.lastUri = null;
            prefixes.put(prefix.text, prefix);
        }
        for (String uri : new String[] {NONE, XML, XMLNS, XSI}) {
            uris.put(uri, uri);
        }
    }

    /** Whether so much has been kept that it is time to clear. */
    boolean full() {
        return prefixes.size() > MAX_KEPT || uris.size() > MAX_KEPT;
    }

    Prefix prefix(String text) {
        return prefixes.computeIfAbsent(text, t -> new Prefix(t, null));
    }

    /** The one object that stands for a namespace. */
    String uri(String text) {
        String known = uris.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** The namespace that a declaration of a prefix means. */
    String uri(Prefix prefix, byte[] bytes, int from, int to) {
        String last = prefix.lastUri;
        if (last != null && Arrays.equals(bytes, from, to, prefix.lastRaw, 0, prefix.lastRaw.length)) {
            return last;
        }
        String uri = uri(Utf8.string(bytes, from, to));
        prefix.lastRaw = Arrays.copyOfRange(bytes, from, to);
        prefix.lastUri = uri;
        return uri;
    }

    void declare(Prefix prefix, String uri) {
        if (size == changed.length) {
            changed = Arrays.copyOf(changed, size * 2);
            before = Arrays.copyOf(before, size * 2);
        }
        changed[size] = prefix;
        before[size++] = prefix.uri;
        prefix.uri = uri;
    }

    /** How many declarations are in force. */
    int size() {
        return size;
    }

    /** Ends all declarations but the first so many. */
    void shrink(int to) {
        while (size > to) {
            size--;
            changed[size].uri = before[size];
        }
    }

    /** Ends all declarations. */
    void reset() {
        shrink(0);
    }
}
