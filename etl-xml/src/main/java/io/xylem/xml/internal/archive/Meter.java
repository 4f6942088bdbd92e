package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;

/** What an outermost archive has cost so far, archives inside it included: real bytes, never what headers say. */
final class Meter {
    private static final long RATIO_FROM = 1 << 20;

    private final Limits limits;
    private long produced;
    private long entries;

    Meter(Limits limits) {
        this.limits = limits;
    }

    /** An entry begins. */
    void entry() throws ArchiveException {
        if (++entries > limits.entries()) {
            throw tooManyEntries(limits);
        }
    }

    static ArchiveException tooManyEntries(Limits limits) {
        return ArchiveException.lastLimit(
                "ENTRIES", "the archive has more than " + limits.entries() + " entries", "entries");
    }

    /** So many more bytes have come out of a decompressor or an archive. */
    void produced(long bytes) throws ArchiveException {
        produced += bytes;
        if (produced > limits.archive()) {
            throw tooLarge(limits);
        }
    }

    /**
     * The count goes on from a place in the archive.
     *
     * @param entriesBefore entries before that place
     * @param bytesBefore uncompressed bytes before that place
     */
    void restart(long entriesBefore, long bytesBefore) {
        entries = entriesBefore;
        produced = bytesBefore;
    }

    static ArchiveException tooLarge(Limits limits) {
        return ArchiveException.lastLimit(
                "ARCHIVE", "the archive holds more than " + limits.archive() + " uncompressed bytes", "archive");
    }

    /** Refuses what grows out of proportion. */
    void ratio(long uncompressed, long compressed) throws ArchiveException {
        if (uncompressed > RATIO_FROM && uncompressed / Math.max(1, compressed) > limits.ratio()) {
            throw new ArchiveException(
                    RejectCodes.RATIO,
                    "more than " + limits.ratio()
                            + " bytes come out of each stored byte; raise the limit 'ratio' if that is right");
        }
    }

    Limits limits() {
        return limits;
    }
}
