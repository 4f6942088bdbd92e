package io.xylem.xml.internal.scan;

import io.xylem.xml.mapping.internal.XmlNames;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All names met so far, found by their bytes. */
final class NameTable {
    private static final int MAX_KEPT = 50_000;

    final Namespaces namespaces = new Namespaces();
    /** Makes collisions unforeseeable. Nothing but the order inside the table depends on it. */
    private final int seed = new SplittableRandom().nextInt();

    private Name[] names = new Name[1024];
    private int size;

    /** Drops names if there are too many. Called between documents, by whoever drops all uses of names too. */
    boolean full() {
        return size > MAX_KEPT || namespaces.full();
    }

    void clear() {
        names = new Name[1024];
        size = 0;
        namespaces.clear();
    }

    /**
     * The name with a spelling.
     *
     * @return the name; null if the spelling is none, as {@code a:b:c} or {@code 1a}
     */
    @Nullable Name get(byte[] bytes, int from, int to) {
        int slot = find(bytes, from, to);
        Name name = names[slot];
        return name != null ? name : add(bytes, from, to);
    }

    private int find(byte[] bytes, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >>> 13;
        int slot = hash & names.length - 1;
        while (names[slot] != null) {
            byte[] raw = names[slot].raw;
            if (raw.length == to - from && Arrays.equals(raw, 0, raw.length, bytes, from, to)) {
                break;
            }
            slot = slot + 1 & names.length - 1;
        }
        return slot;
    }

    private @Nullable Name add(byte[] bytes, int from, int to) {
        String text = Utf8.string(bytes, from, to);
        int colon = text.indexOf(':');
        String local = text.substring(colon + 1);
        if (!XmlNames.isName(local) || (colon >= 0 && !XmlNames.isName(text.substring(0, colon)))) {
            return null;
        }
        Namespaces.Prefix prefix = colon < 0 ? namespaces.none : namespaces.prefix(text.substring(0, colon));
        Namespaces.Prefix declares = prefix == namespaces.xmlns
                ? namespaces.prefix(local)
                : prefix == namespaces.none && local.equals("xmlns") ? namespaces.none : null;
        Name name = new Name(Arrays.copyOfRange(bytes, from, to), prefix, local, declares);
        if (++size * 2 > names.length) {
            Name[] old = names;
            names = new Name[old.length * 2];
            for (Name other : old) {
                if (other != null) {
                    names[find(other.raw, 0, other.raw.length)] = other;
                }
            }
        }
        names[find(name.raw, 0, name.raw.length)] = name;
        return name;
    }
}
