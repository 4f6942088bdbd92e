package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The whole central directory of a zip file: checked once, then cut into ranges. */
final class ZipDirectory {
    private static final int LOCAL_SIZE = 30;
    private static final int COMPRESSED_WEIGHT = 8;
    private static final int NAME_MISSING = -1;

    /** Takes the ranges that a directory is cut into. */
    interface Ranges {
        /**
         * Takes a range.
         *
         * @param range the range
         * @param weight the expected uncompressed bytes, at least 1
         * @param stored bytes of its entries in the file
         */
        void add(ZipRange range, long weight, long stored);
    }

    private final byte[] bytes;
    private final ZipEnd end;
    private final long limit;
    private final BitSet overlapping = new BitSet();
    private final BitSet duplicate = new BitSet();
    private @Nullable ArchiveException damage;
    private int usable;
    private int count;

    private ZipDirectory(byte[] bytes, ZipEnd end) {
        this.bytes = bytes;
        this.end = end;
        this.limit = end.position() - end.shift();
    }

    /**
     * Reads a directory and checks it.
     *
     * @throws ArchiveException if there is none, or it cannot be read to its end
     */
    static ZipDirectory read(SeekableByteChannel file, Limits limits) throws IOException {
        ZipEnd end = ZipEnd.find(file);
        ZipDirectory directory = new ZipDirectory(Channels.read(file, end.position(), end.size()), end);
        directory.check(limits);
        return directory;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Updates a digest with all that identifies the content: the directory, which holds all check sums, and the end. */
    void identify(MessageDigest digest) {
        digest.update(bytes);
        digest.update(end.record());
    }

    private void check(Limits limits) throws ArchiveException {
        ZipHeaders headers = new ZipHeaders(bytes, 0, bytes.length);
        NameSet names = new NameSet();
        long[] starts = new long[Math.max(16, bytes.length / 100)];
        long[] ends = new long[starts.length];
        int[] places = new int[starts.length];
        int all = 0;
        long produced = 0;
        usable = bytes.length;
        while (headers.next()) {
            boolean folder = headers.folder();
            if (!folder && count == limits.entries()) {
                stop(headers, Meter.tooManyEntries(limits));
                break;
            } else if (!folder && headers.believable(limit) > limits.archive() - produced) {
                stop(headers, Meter.tooLarge(limits));
                break;
            }
            if (all == starts.length) {
                starts = Arrays.copyOf(starts, all * 2);
                ends = Arrays.copyOf(ends, all * 2);
                places = Arrays.copyOf(places, all * 2);
            }
            starts[all] = headers.header();
            ends[all] = headers.header() + LOCAL_SIZE + headers.nameLength() + headers.compressed();
            places[all] = folder ? NAME_MISSING : count;
            all++;
            if (!folder) {
                if (!names.add(headers.name())) {
                    duplicate.set(count);
                }
                produced += headers.believable(limit);
                count++;
            }
        }
        findOverlaps(starts, ends, places, all);
        if (damage == null) {
            damage = end.damage(all);
        }
    }

    private void stop(ZipHeaders headers, ArchiveException limitReached) {
        usable = headers.position();
        damage = limitReached;
    }

    /**
     * In the order of the file, an entry that reaches into the next one is refused, and so is the second of two that start at
     * the same place. Of an archive with one wrong size, that costs the one entry only.
     */
    private void findOverlaps(long[] starts, long[] ends, int[] places, int all) {
        boolean sorted = true;
        for (int i = 1; i < all && sorted; i++) {
            sorted = starts[i - 1] < starts[i] && starts[i - 1] >= 0;
        }
        Integer[] order = sorted ? null : order(starts, all);
        int open = -1;
        for (int k = 0; k < all; k++) {
            int i = order == null ? k : order[k];
            if (starts[i] < 0 || starts[i] >= limit) {
                continue;
            }
            if (open >= 0 && starts[open] == starts[i]) {
                overlap(places[i]);
                continue;
            }
            if (open >= 0 && (ends[open] > starts[i] || ends[open] < starts[open])) {
                overlap(places[open]);
            }
            open = i;
        }
        if (open >= 0 && (ends[open] > limit || ends[open] < starts[open])) {
            overlap(places[open]);
        }
    }

    private static Integer[] order(long[] starts, int all) {
        Comparator<Integer> byStart = Comparator.comparingLong(i -> starts[i]);
        return IntStream.range(0, all).boxed().sorted(byStart).toArray(Integer[]::new);
    }

    private void overlap(int place) {
        if (place != NAME_MISSING) {
            overlapping.set(place);
        }
    }

    /** All entries. */
    ZipRange whole() {
        return range(0, usable, 0, count, 0);
    }

    /** Cuts the directory into ranges of about a weight. */
    void cut(long unit, Ranges ranges) throws ArchiveException {
        ZipHeaders headers = new ZipHeaders(bytes, 0, usable);
        int from = 0;
        int first = 0;
        int place = 0;
        long before = 0;
        long produced = 0;
        long weight = 0;
        long stored = 0;
        while (headers.next()) {
            if (headers.folder()) {
                continue;
            }
            boolean packed = Format.promised(headers.name()) != null;
            long size = headers.believable(limit);
            long more = Math.max(1, size * (packed ? COMPRESSED_WEIGHT : 1));
            if (weight > 0 && more > unit - weight) {
                ranges.add(range(from, headers.position(), first, place - first, before), weight, stored);
                from = headers.position();
                first = place;
                before = produced;
                weight = 0;
                stored = 0;
            }
            weight += more;
            produced += size;
            stored += Math.max(0, Math.min(headers.compressed(), limit));
            place++;
        }
        ranges.add(range(from, usable, first, place - first, before), Math.max(1, weight), stored);
    }

    private ZipRange range(int from, int to, int first, int entries, long before) {
        return new ZipRange(
                end.position() + from,
                to - from,
                end.shift(),
                limit,
                first,
                entries,
                before,
                part(overlapping, first, entries),
                part(duplicate, first, entries),
                first == 0 ? damage : null);
    }

    private static @Nullable BitSet part(BitSet all, int first, int entries) {
        BitSet part = all.get(first, first + entries);
        return part.isEmpty() ? null : part;
    }

    static ArchiveException trailing(long behind) {
        return new ArchiveException(RejectCodes.TRAILING_DATA, behind + " bytes stand behind the end of the archive");
    }
}
