package io.xylem.geo.internal;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How H3 has laid its icosahedron around the earth and numbered the coarsest cells. Learnt from the library once, so it cannot
 * be at odds with it: the twelve pentagons stand on the vertices; and for each coarsest hexagon of each face, a few points tell
 * which base cell that is and how far its axes are turned from the face's. Around a pentagon that depends on the direction too.
 */
final class HexTables {
    static final int FACES = 20;
    /** Of each face: its centre, the axis towards its first vertex, and the axis 90 degrees to the left of that. */
    static final int STRIDE = 9;
    /** Hexagons of resolution 0 on a face have coordinates from -2 to 2 on axes that are 120 degrees apart. */
    static final int REACH = 2;

    private static final byte UNKNOWN = -1;
    private static final byte CONTRADICTORY = -2;
    private static final int SAMPLE_RESOLUTION = 3;
    /** The points of a face that are asked for: where its edges, cut into so many parts, let lines cross. */
    private static final int PARTS = 53;

    private static final class Holder {
        static final HexTables TABLES = new HexTables(NativeH3.core());
    }

    final double[] axes = new double[FACES * STRIDE];
    /** By face, coordinates and the first digit that is not 0: how often digits are turned by 60 degrees; negative if not known. */
    final byte[] turns = new byte[FACES * (2 * REACH + 1) * (2 * REACH + 1) * 7];

    final byte[] baseCells = new byte[turns.length];

    private HexTables(H3Core library) {
        Arrays.fill(turns, UNKNOWN);
        List<double[]> vertices = library.getPentagons(0).stream()
                .sorted()
                .map(library::cellToLatLng)
                .map(HexTables::vector)
                .toList();
        List<double[][]> faces = faces(vertices);
        for (int f = 0; f < FACES; f++) {
            layAxes(f, faces.get(f));
        }
        HexGrid grid = new HexGrid(this);
        faces.forEach(corners -> learn(library, grid, corners));
    }

    /** The tables, learnt on first use: some ten thousand calls of the library. */
    static HexTables tables() {
        return Holder.TABLES;
    }

    private static double[] vector(LatLng place) {
        double phi = Math.toRadians(place.lat);
        double lambda = Math.toRadians(place.lng);
        return new double[] {Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)};
    }

    /** The triangles of vertices that are neighbours. */
    private static List<double[][]> faces(List<double[]> vertices) {
        List<double[][]> faces = new ArrayList<>();
        for (int a = 0; a < vertices.size(); a++) {
            for (int b = a + 1; b < vertices.size(); b++) {
                for (int c = b + 1; c < vertices.size(); c++) {
                    double[][] corners = {vertices.get(a), vertices.get(b), vertices.get(c)};
                    if (neighbours(corners[0], corners[1])
                            && neighbours(corners[1], corners[2])
                            && neighbours(corners[2], corners[0])) {
                        faces.add(corners);
                    }
                }
            }
        }
        return faces;
    }

    private static boolean neighbours(double[] a, double[] b) {
        return dot(a, b) > 0.4;
    }

    private void layAxes(int face, double[][] corners) {
        double[] centre = unit(sum(corners, 1, 1, 1));
        double[] first = corners[0];
        double along = dot(first, centre);
        double[] axis = unit(
                new double[] {first[0] - along * centre[0], first[1] - along * centre[1], first[2] - along * centre[2]
                });
        double[] left = {
            centre[1] * axis[2] - centre[2] * axis[1],
            centre[2] * axis[0] - centre[0] * axis[2],
            centre[0] * axis[1] - centre[1] * axis[0]
        };
        System.arraycopy(centre, 0, axes, face * STRIDE, 3);
        System.arraycopy(axis, 0, axes, face * STRIDE + 3, 3);
        System.arraycopy(left, 0, axes, face * STRIDE + 6, 3);
    }

    private void learn(H3Core library, HexGrid grid, double[][] corners) {
        for (int a = 1; a < PARTS; a++) {
            for (int b = 1; a + b < PARTS; b++) {
                double[] point = unit(sum(corners, a, b, PARTS - a - b));
                grid.point(point[0], point[1], point[2]);
                if (grid.locate(SAMPLE_RESOLUTION)) {
                    double latitude = Math.toDegrees(Math.asin(point[2]));
                    double longitude = Math.toDegrees(Math.atan2(point[1], point[0]));
                    learn(grid, library.latLngToCell(latitude, longitude, SAMPLE_RESOLUTION));
                }
            }
        }
    }

    private void learn(HexGrid grid, long cell) {
        int turn = 0;
        for (int shift = 36; shift < 45; shift += 3) {
            int digit = (int) (grid.digits() >>> shift) & 7;
            if (digit == grid.leading()) {
                turn = HexGrid.turns(digit, (int) (cell >>> shift) & 7);
            }
        }
        byte baseCell = (byte) ((cell >>> 45) & 0x7f);
        learn(grid.tableIndex(), turn, baseCell);
        learn(grid.tableIndex() - grid.leading(), 0, baseCell);
    }

    private void learn(int entry, int turn, byte baseCell) {
        boolean agrees = turns[entry] == UNKNOWN || (turns[entry] == turn && baseCells[entry] == baseCell);
        turns[entry] = agrees && turn >= 0 ? (byte) turn : CONTRADICTORY;
        baseCells[entry] = baseCell;
    }

    private static double[] sum(double[][] corners, double a, double b, double c) {
        double[] sum = new double[3];
        for (int i = 0; i < 3; i++) {
            sum[i] = a * corners[0][i] + b * corners[1][i] + c * corners[2][i];
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        return new double[] {vector[0] / length, vector[1] / length, vector[2] / length};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
