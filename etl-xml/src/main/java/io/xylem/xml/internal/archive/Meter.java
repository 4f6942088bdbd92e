package io.xylem.xml.internal.archive;

import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;

/** What an outermost archive has cost so far, archives inside it included: real bytes, never what headers say. */
final class Meter {
    private static final long RATIO_FROM = 1 << 20;

    private final Limits limits;
    private long produced;
    private long entries;
    private long consumed;
    private long entryProduced;
    private long entryStored = -1;

    Meter(Limits limits) {
        this.limits = limits;
    }

    /** An entry begins; its stored size is -1 where that is not known. */
    void entry(long stored) throws ArchiveException {
        entryProduced = 0;
        entryStored = stored;
        if (++entries > limits.entries()) {
            throw ArchiveException.limit(
                    "ENTRIES", "the archive has more than " + limits.entries() + " entries", "entries");
        }
    }

    void produced(long bytes) throws ArchiveException {
        produced += bytes;
        entryProduced += bytes;
        if (produced > limits.archive()) {
            throw ArchiveException.limit(
                    "ARCHIVE", "the archive holds more than " + limits.archive() + " bytes", "archive");
        }
        boolean entryBomb = entryStored >= 0
                && entryProduced > RATIO_FROM
                && entryProduced / Math.max(1, entryStored) > limits.ratio();
        boolean streamBomb = consumed > 0 && produced > RATIO_FROM && produced / consumed > limits.ratio();
        if (entryBomb || streamBomb) {
            throw new ArchiveException(
                    RejectCodes.RATIO,
                    "more than " + limits.ratio()
                            + " bytes come out of each stored byte; raise the limit 'ratio' if that is right");
        }
    }

    /** So many more bytes have been read from a compressed stream. */
    void consumed(long stored) {
        consumed += stored;
    }

    Limits limits() {
        return limits;
    }
}
