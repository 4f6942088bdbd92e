package io.xylem.geo;

import com.uber.h3core.H3Core;
import io.xylem.core.UsageException;
import io.xylem.geo.internal.NativeH3;

/**
 * H3 cells of single points, without Arrow. Cells are H3 indexes as the H3 library writes them; see <a
 * href="https://h3geo.org/docs/core-library/h3Indexing">H3 indexing</a> for their bits.
 */
public final class H3Cells {
    /** The finest resolution. */
    public static final int MAX_RESOLUTION = 15;

    private static final int RESOLUTION_SHIFT = 52;
    private static final long RESOLUTION_MASK = 0xFL << RESOLUTION_SHIFT;
    private static final int DIGIT_BITS = 3;

    private H3Cells() {}

    /**
     * The cell that a point lies in.
     *
     * @param latitude degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     * @param resolution 0 to 15
     * @return the cell
     * @throws UsageException if an argument is out of range or not a number
     * @throws io.xylem.core.PipelineException if the native library cannot be loaded
     */
    public static long cell(double latitude, double longitude, int resolution) {
        if (!valid(latitude, longitude)) {
            throw new UsageException("no H3 cell at latitude " + latitude + ", longitude " + longitude
                    + ": latitudes are -90 to 90, longitudes -180 to 180 degrees");
        }
        requireResolution(resolution);
        H3Core h3 = NativeH3.core();
        return h3.latLngToCell(latitude, longitude, resolution);
    }

    /**
     * Whether two numbers are a place on earth.
     *
     * @param latitude degrees
     * @param longitude degrees
     * @return whether both are numbers, the first from -90 to 90, the second from -180 to 180
     */
    public static boolean valid(double latitude, double longitude) {
        return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
    }

    /**
     * The ancestor of a cell at a coarser resolution, by bit arithmetic. It is not always the cell that {@link #cell} gives at
     * that resolution: children of a hexagon stick out of it at the rim.
     *
     * @param cell a valid cell
     * @param resolution 0 to the cell's own
     * @return the ancestor
     * @throws UsageException if the resolution is finer than the cell's
     */
    public static long parent(long cell, int resolution) {
        requireResolution(resolution);
        if (resolution > resolution(cell)) {
            throw new UsageException("cell " + hex(cell) + " has resolution " + resolution(cell)
                    + ": a parent at the finer resolution " + resolution + " does not exist");
        }
        long unused = (1L << (DIGIT_BITS * (MAX_RESOLUTION - resolution))) - 1;
        return (cell & ~RESOLUTION_MASK) | ((long) resolution << RESOLUTION_SHIFT) | unused;
    }

    /**
     * The resolution of a cell.
     *
     * @param cell a valid cell
     * @return 0 to 15
     */
    public static int resolution(long cell) {
        return (int) ((cell & RESOLUTION_MASK) >>> RESOLUTION_SHIFT);
    }

    /**
     * The usual textual form of a cell.
     *
     * @param cell a cell
     * @return lower-case hexadecimal digits without leading zeros
     */
    public static String hex(long cell) {
        return Long.toHexString(cell);
    }

    static void requireResolution(int resolution) {
        if (resolution < 0 || resolution > MAX_RESOLUTION) {
            throw new UsageException("H3 resolution " + resolution + " does not exist; resolutions are 0 to 15");
        }
    }
}
