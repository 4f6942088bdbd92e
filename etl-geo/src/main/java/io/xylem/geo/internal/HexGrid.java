package io.xylem.geo.internal;

import io.xylem.geo.H3Cells;

/**
 * Finds the H3 cell of a point by arithmetic alone wherever that is beyond doubt: about seven times as fast as the native
 * library, and never of another opinion. H3 lays a grid of hexagons over each face of an icosahedron, by gnomonic projection;
 * a cell's digits are the way down from the face's coarse grid, each grid a seventh of the one before and turned against it
 * (see <a href="https://h3geo.org/docs/core-library/coordsystems">H3's coordinate systems</a>).
 *
 * <p>A point so near to an edge, of a hexagon or of a face, that rounding might tip it to the other side is left undecided, and
 * so is whatever {@link HexTables} did not learn; the caller then asks the library. Not thread-safe.
 */
final class HexGrid {
    /** No cell: the library has to say. */
    static final long UNDECIDED = 0;

    private static final long CELL_MODE = 1L << 59;
    private static final int RESOLUTION_SHIFT = 52;
    private static final int BASE_CELL_SHIFT = 45;
    private static final int DIGIT_BITS = 3;

    /** The distance of neighbouring hexagons of resolution 0 on the plane that touches a face's centre. */
    private static final double UNIT = (3 - Math.sqrt(5)) / 2;
    /** Grids of odd resolutions are turned by this angle: that of the vector with the axial coordinates (2, 1). */
    private static final double TURN = Math.asin(Math.sqrt(3.0 / 28));

    private static final double TURN_SIN = Math.sin(TURN);
    private static final double TURN_COS = Math.cos(TURN);
    private static final double[] SCALE = scales();
    private static final double TO_AXIAL = 2 / Math.sqrt(3);

    /**
     * How far off a projected point may be, here and in the library together: some hundred units in the last place; and near a
     * face's centre more, where the library takes the arc cosine of nearly 1.
     */
    private static final double ERROR = 1e-13;

    private static final double ERROR_AT_CENTRE = 4e-15;
    private static final double ERROR_OF_FACE = 1e-11;
    /** The cosine of the angle between a face's centre and the middle of its edge. */
    private static final double INNER_CIRCLE = Math.cos(0.3648638) + 1e-9;

    /** The digit of the step from a parent's centre to its child, by axial coordinates from (-1, -1) to (1, 1). */
    private static final byte[] DIGITS = {1, 3, -1, 5, 0, 2, -1, 4, 6};
    /** What turning by sixty degrees, 0 to 5 times, makes of each digit. */
    private static final byte[][] TURNED = turned();

    private static final int SEVENTHS = 1 << 26;

    private final HexTables tables;
    private int face;
    private boolean faceKnown;
    private double x;
    private double y;
    private double error;

    private int baseI;
    private int baseJ;
    private int leading;
    private long digits;

    HexGrid(HexTables tables) {
        this.tables = tables;
    }

    private static double[] scales() {
        double[] scales = new double[H3Cells.MAX_RESOLUTION + 1];
        for (int r = 0; r < scales.length; r++) {
            scales[r] = Math.pow(7, r / 2.0) / UNIT;
        }
        return scales;
    }

    private static byte[][] turned() {
        byte[] once = {0, 5, 3, 1, 6, 4, 2};
        byte[][] turned = new byte[6][7];
        for (byte digit = 0; digit < 7; digit++) {
            turned[0][digit] = digit;
            for (int turns = 1; turns < 6; turns++) {
                turned[turns][digit] = once[turned[turns - 1][digit]];
            }
        }
        return turned;
    }

    /** How often a digit has to be turned to become another; -1 if it never does. */
    static int turns(int from, int to) {
        for (int turns = 0; turns < 6; turns++) {
            if (TURNED[turns][from] == to) {
                return turns;
            }
        }
        return -1;
    }

    /** Chooses the point of the calls to come, in degrees. */
    void point(double latitude, double longitude) {
        double phi = Math.toRadians(latitude);
        double lambda = Math.toRadians(longitude);
        double cosine = Math.cos(phi);
        point(cosine * Math.cos(lambda), cosine * Math.sin(lambda), Math.sin(phi));
    }

    /** Chooses the point of the calls to come, on the unit sphere. */
    void point(double px, double py, double pz) {
        double[] axes = tables.axes;
        int at = face * HexTables.STRIDE;
        double dot = axes[at] * px + axes[at + 1] * py + axes[at + 2] * pz;
        faceKnown = true;
        if (dot < INNER_CIRCLE) {
            dot = nearestFace(px, py, pz);
            at = face * HexTables.STRIDE;
        }
        x = (axes[at + 3] * px + axes[at + 4] * py + axes[at + 5] * pz) / dot;
        y = (axes[at + 6] * px + axes[at + 7] * py + axes[at + 8] * pz) / dot;
        error = ERROR + ERROR_AT_CENTRE / Math.sqrt(x * x + y * y);
    }

    private double nearestFace(double px, double py, double pz) {
        double[] axes = tables.axes;
        double best = -1;
        double second = -1;
        for (int f = 0; f < HexTables.FACES; f++) {
            int at = f * HexTables.STRIDE;
            double dot = axes[at] * px + axes[at + 1] * py + axes[at + 2] * pz;
            if (dot > best) {
                second = best;
                best = dot;
                face = f;
            } else if (dot > second) {
                second = dot;
            }
        }
        faceKnown = best - second > ERROR_OF_FACE;
        return best;
    }

    /** The cell of the point; {@link #UNDECIDED} if the library has to say. */
    long cell(int resolution) {
        if (!locate(resolution)) {
            return UNDECIDED;
        }
        int entry = tableIndex();
        int turns = tables.turns[entry];
        if (turns < 0) {
            return UNDECIDED;
        }
        long way = digits;
        if (turns > 0) {
            byte[] turned = TURNED[turns];
            way = 0;
            for (int shift = DIGIT_BITS * (H3Cells.MAX_RESOLUTION - resolution);
                    shift < BASE_CELL_SHIFT;
                    shift += DIGIT_BITS) {
                way |= (long) turned[(int) (digits >>> shift) & 7] << shift;
            }
        }
        long unused = (1L << (DIGIT_BITS * (H3Cells.MAX_RESOLUTION - resolution))) - 1;
        return CELL_MODE
                | ((long) resolution << RESOLUTION_SHIFT)
                | ((long) tables.baseCells[entry] << BASE_CELL_SHIFT)
                | way
                | unused;
    }

    /** Finds the hexagon of the point on its face, and the way down to it; false if that is in doubt. */
    boolean locate(int resolution) {
        double scale = SCALE[resolution];
        boolean odd = (resolution & 1) != 0;
        double u = scale * (odd ? x * TURN_COS + y * TURN_SIN : x);
        double v = scale * (odd ? y * TURN_COS - x * TURN_SIN : y);
        double r = v * TO_AXIAL;
        double q = u - r / 2;
        double s = -q - r;
        double nearQ = Math.rint(q);
        double nearR = Math.rint(r);
        double nearS = Math.rint(s);
        double offQ = Math.abs(q - nearQ);
        double offR = Math.abs(r - nearR);
        double offS = Math.abs(s - nearS);
        if (offQ > offR && offQ > offS) {
            nearQ = -nearR - nearS;
        } else if (offR > offS) {
            nearR = -nearQ - nearS;
        } else {
            nearS = -nearQ - nearR;
        }
        double dq = q - nearQ;
        double dr = r - nearR;
        double ds = s - nearS;
        double reach = Math.max(Math.abs(dq - ds), Math.max(Math.abs(dr - ds), Math.abs(dr - dq))) / 2;
        if (!faceKnown || !(reach < 0.5 - scale * error)) {
            return false;
        }
        descend(resolution, (int) nearQ + (int) nearR, (int) nearR);
        return Math.abs(baseI) <= HexTables.REACH && Math.abs(baseJ) <= HexTables.REACH;
    }

    /** Goes from a hexagon, by its coordinates on axes that are 120 degrees apart, up to resolution 0. */
    private void descend(int resolution, int fromI, int fromJ) {
        int i = fromI;
        int j = fromJ;
        digits = 0;
        leading = 0;
        for (int r = resolution; r > 0; r--) {
            int parentI;
            int parentJ;
            int centreI;
            int centreJ;
            if ((r & 1) != 0) {
                parentI = seventh(3 * i - j);
                parentJ = seventh(i + 2 * j);
                centreI = 2 * parentI + parentJ;
                centreJ = 3 * parentJ - parentI;
            } else {
                parentI = seventh(2 * i + j);
                parentJ = seventh(3 * j - i);
                centreI = 3 * parentI - parentJ;
                centreJ = parentI + 2 * parentJ;
            }
            int digit = DIGITS[(i - centreI + 1) * 3 + j - centreJ + 1];
            if (digit != 0) {
                leading = digit;
            }
            digits |= (long) digit << (DIGIT_BITS * (H3Cells.MAX_RESOLUTION - r));
            i = parentI;
            j = parentJ;
        }
        baseI = i;
        baseJ = j;
    }

    /** The nearest whole number to a seventh of a number; there are no ties. */
    private static int seventh(int number) {
        return (number + 3 + 7 * SEVENTHS) / 7 - SEVENTHS;
    }

    /** Where the tables have what is to know of the hexagon located last. */
    int tableIndex() {
        int width = 2 * HexTables.REACH + 1;
        return ((face * width + baseI + HexTables.REACH) * width + baseJ + HexTables.REACH) * 7 + leading;
    }

    int leading() {
        return leading;
    }

    /** The digits of the way down, of 3 bits each, the first one in front, as in a cell's index. */
    long digits() {
        return digits;
    }
}
