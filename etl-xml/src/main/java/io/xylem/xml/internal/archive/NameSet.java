package io.xylem.xml.internal.archive;

/**
 * The names that an archive has had so far, as 64-bit hashes: 8 to 16 bytes a name, so that archives of millions of entries can
 * be checked. Two of a million names have the same hash once in 37 million archives.
 */
final class NameSet {
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0xd6e8feb86659fd93L;

    private long[] table = new long[64];
    private int size;

    /** Adds a name; returns whether it was new. */
    boolean add(String name) {
        long hash = SEED + name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
            hash ^= hash >>> 32;
        }
        return add(hash);
    }

    private boolean add(long hash) {
        long key = hash == 0 ? 1 : hash;
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
        int mask = table.length - 1;
        int at = (int) (key >>> 20) & mask;
        while (table[at] != 0) {
            if (table[at] == key) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at] = key;
        return true;
    }
}
