package io.xylem.geo.internal;

import io.xylem.geo.H3Cells;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the cells of a batch's rows at several resolutions.
 *
 * <p>Cells come from our own {@link HexGrid}, from the library where that cannot decide. Rows with the coordinates of the row
 * before, or of one of the last few thousand different ones, cost neither: a direct-mapped cache from coordinates to cells,
 * where a newcomer drives out whoever has its slot.
 */
final class CellGrid {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long EMPTY = Double.doubleToRawLongBits(Double.NaN);

    private final HexGrid grid = new HexGrid(HexTables.tables());
    private final int[] resolutions;
    private final boolean hierarchical;
    private final int finest;
    private final long[] slotLatitudes = new long[SLOTS];
    private final long[] slotLongitudes = new long[SLOTS];
    private final long[] slotCells;
    private long[][] cells;

    CellGrid(List<Integer> resolutions, boolean hierarchical) {
        this.resolutions = resolutions.stream().mapToInt(Integer::intValue).toArray();
        this.hierarchical = hierarchical;
        this.finest = Arrays.stream(this.resolutions).max().orElseThrow();
        this.slotCells = new long[SLOTS * this.resolutions.length];
        this.cells = new long[this.resolutions.length][0];
        Arrays.fill(slotLatitudes, EMPTY);
    }

    /**
     * Computes the cells of all rows.
     *
     * @return how many rows have unusable coordinates
     */
    int compute(Positions positions, int rows) {
        if (rows > cells[0].length) {
            cells = new long[resolutions.length][Math.max(rows, cells[0].length * 2)];
        }
        int unusable = 0;
        int slot = 0;
        long lastLatitude = EMPTY;
        long lastLongitude = EMPTY;
        for (int row = 0; row < rows; row++) {
            double latitude = positions.latitudes[row];
            double longitude = positions.longitudes[row];
            if (positions.absent[row] || !H3Cells.valid(latitude, longitude)) {
                unusable += positions.absent[row] ? 0 : 1;
                for (long[] column : cells) {
                    column[row] = 0;
                }
                continue;
            }
            long latitudeBits = Double.doubleToRawLongBits(latitude);
            long longitudeBits = Double.doubleToRawLongBits(longitude);
            if (latitudeBits != lastLatitude || longitudeBits != lastLongitude) {
                slot = slot(latitude, longitude, latitudeBits, longitudeBits);
                lastLatitude = latitudeBits;
                lastLongitude = longitudeBits;
            }
            int first = slot * resolutions.length;
            for (int r = 0; r < resolutions.length; r++) {
                cells[r][row] = slotCells[first + r];
            }
        }
        return unusable;
    }

    /** The cells of one resolution by row, 0 for none: the null index of H3. Valid until the next call of {@link #compute}. */
    long[] column(int index) {
        return cells[index];
    }

    private int slot(double latitude, double longitude, long latitudeBits, long longitudeBits) {
        long mixed = ((latitudeBits * 0x9E3779B97F4A7C15L) ^ longitudeBits) * 0xD1B54A32D192ED03L;
        int slot = (int) (mixed >>> (Long.SIZE - SLOT_BITS));
        if (slotLatitudes[slot] == latitudeBits && slotLongitudes[slot] == longitudeBits) {
            return slot;
        }
        grid.point(latitude, longitude);
        int first = slot * resolutions.length;
        if (hierarchical) {
            long cell = cell(latitude, longitude, finest);
            for (int r = 0; r < resolutions.length; r++) {
                slotCells[first + r] = H3Cells.parent(cell, resolutions[r]);
            }
        } else {
            for (int r = 0; r < resolutions.length; r++) {
                slotCells[first + r] = cell(latitude, longitude, resolutions[r]);
            }
        }
        slotLatitudes[slot] = latitudeBits;
        slotLongitudes[slot] = longitudeBits;
        return slot;
    }

    private long cell(double latitude, double longitude, int resolution) {
        long cell = grid.cell(resolution);
        return cell == HexGrid.UNDECIDED ? NativeH3.core().latLngToCell(latitude, longitude, resolution) : cell;
    }
}
