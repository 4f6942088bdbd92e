package io.xylem.xml.infer;

/** Counts different values up to a bound, beyond which it only knows that there are more. Values are told apart by 64 bits. */
final class DistinctValues {
    static final int MOST = 1_000;

    private long[] hashes = new long[4];
    private int size;
    private boolean zero;
    private boolean more;

    /** The number of different values; -1 for more than {@link #MOST}. */
    int count() {
        return more ? -1 : size + (zero ? 1 : 0);
    }

    void add(byte[] bytes, int from, int to) {
        if (!more) {
            add(hash(bytes, from, to));
        }
    }

    void merge(DistinctValues other) {
        more |= other.more;
        zero |= other.zero;
        for (long hash : other.hashes) {
            if (!more && hash != 0) {
                add(hash);
            }
        }
        bound();
    }

    private void add(long hash) {
        if (hash == 0) {
            zero = true;
        } else {
            int slot = slot(hash);
            if (hashes[slot] != 0) {
                return;
            }
            hashes[slot] = hash;
            if (++size * 2 > hashes.length) {
                grow();
            }
        }
        bound();
    }

    private void bound() {
        if (more || count() > MOST) {
            more = true;
            hashes = new long[1];
            size = 0;
        }
    }

    private void grow() {
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                hashes[slot(hash)] = hash;
            }
        }
    }

    private int slot(long hash) {
        int slot = (int) hash & hashes.length - 1;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    /** FNV-1a with the finish of SplittableRandom, which spreads the bits. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
