package io.xylem.xml.internal.archive;

/**
 * The names that an archive has had so far, as 64-bit hashes: 8 to 16 bytes a name, so that archives of millions of entries can
 * be checked. Two of a million names have the same hash once in 37 million archives.
 */
final class NameSet {
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0xd6e8feb86659fd93L;

    private static final long SEED_AROUND = 0xa0761d6478bd642fL;
    private static final String INSIDE = "!/";

    private long[] table = new long[64];
    private int size;
    private boolean nested;

    /**
     * Adds a name; returns whether it was new. It is not if what is in the archive of one name could be called by the other: that of
     * {@code q.xml} in {@code n.zip} and that of {@code n.zip!/q.xml}.
     */
    boolean add(String name) {
        boolean fresh = !nested || !contains(table, hash(SEED_AROUND, name, name.length()));
        for (int at = name.indexOf(INSIDE); at >= 0; at = name.indexOf(INSIDE, at + 1)) {
            fresh &= !contains(table, hash(SEED, name, at));
            add(hash(SEED_AROUND, name, at));
            nested = true;
        }
        return add(hash(SEED, name, name.length())) && fresh;
    }

    private static long hash(long seed, String name, int length) {
        long hash = seed + length;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
            hash ^= hash >>> 32;
        }
        return hash == 0 ? 1 : hash;
    }

    private boolean add(long key) {
        if (!insert(table, key)) {
            return false;
        }
        size++;
        if (size > table.length / 2) {
            long[] larger = new long[table.length * 2];
            for (long old : table) {
                if (old != 0) {
                    insert(larger, old);
                }
            }
            table = larger;
        }
        return true;
    }

    private static boolean insert(long[] table, long key) {
        int at = place(table, key);
        boolean fresh = table[at] == 0;
        table[at] = key;
        return fresh;
    }

    private static boolean contains(long[] table, long key) {
        return table[place(table, key)] == key;
    }

    /** Where a key is, or would be. */
    private static int place(long[] table, long key) {
        int mask = table.length - 1;
        int at = (int) (key >>> 20) & mask;
        while (table[at] != 0 && table[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
