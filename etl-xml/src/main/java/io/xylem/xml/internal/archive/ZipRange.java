package io.xylem.xml.internal.archive;

import java.io.Serializable;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive entries of a zip file: a piece of its directory, and what only the whole directory tells. So a split of a large
 * archive reads no more of the directory than its own piece.
 *
 * @param position where the piece starts in the file
 * @param length bytes of the piece
 * @param shift what must be added to the places that headers name, because something stands before the archive
 * @param limit where the data of entries must end: the start of the directory
 * @param first the place of the first entry among all entries that are not folders
 * @param count entries that are not folders
 * @param before uncompressed bytes of the entries before the range
 * @param overlapping entries of the range that share bytes with others; null for none
 * @param duplicate entries of the range with the name of one before them in the archive; null for none
 * @param damage what is wrong with the archive as a whole, to be reported with this range; null for nothing
 */
record ZipRange(
        long position,
        int length,
        long shift,
        long limit,
        int first,
        int count,
        long before,
        @Nullable BitSet overlapping,
        @Nullable BitSet duplicate,
        @Nullable ArchiveException damage)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    boolean overlapping(int entry) {
        return overlapping != null && overlapping.get(entry);
    }

    boolean duplicate(int entry) {
        return duplicate != null && duplicate.get(entry);
    }
}
