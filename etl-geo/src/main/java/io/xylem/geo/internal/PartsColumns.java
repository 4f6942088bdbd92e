package io.xylem.geo.internal;

import io.xylem.geo.Coordinates;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Reads one angle from columns with degrees, minutes, seconds and direction. */
final class PartsColumns {
    private static final String[] WORDS = {"north", "south", "east", "west"};

    private final Coordinates.Parts columns;
    private final boolean latitude;
    private final NumberColumn numbers = new NumberColumn();
    private final TextCells text = new TextCells();
    private double[] minutes = new double[0];
    private double[] seconds = new double[0];
    private byte[] signs = new byte[0];
    private boolean[] missing = new boolean[0];

    PartsColumns(Coordinates.Parts columns, boolean latitude) {
        this.columns = columns;
        this.latitude = latitude;
    }

    /** Reads all rows; {@code absent} is set where there are no degrees. */
    void read(VectorSchemaRoot root, double[] out, boolean[] absent) {
        int rows = root.getRowCount();
        if (minutes.length < rows) {
            minutes = new double[out.length];
            seconds = new double[out.length];
            signs = new byte[out.length];
            missing = new boolean[out.length];
        }
        numbers.read(root.getVector(columns.degrees()), rows, out, absent);
        optional(root, columns.minutes(), rows, minutes);
        optional(root, columns.seconds(), rows, seconds);
        String direction = columns.direction();
        if (direction == null) {
            for (int i = 0; i < rows; i++) {
                out[i] = Math.copySign(1, out[i]) * DmsText.angle(Math.abs(out[i]), minutes[i], seconds[i]);
            }
            return;
        }
        directions((VarCharVector) root.getVector(direction), rows);
        for (int i = 0; i < rows; i++) {
            boolean readable = signs[i] != 0 && Math.copySign(1, out[i]) > 0;
            out[i] = readable ? signs[i] * DmsText.angle(out[i], minutes[i], seconds[i]) : Double.NaN;
        }
    }

    private void optional(VectorSchemaRoot root, @Nullable String column, int rows, double[] out) {
        if (column == null) {
            Arrays.fill(out, 0, rows, 0);
            return;
        }
        numbers.read(root.getVector(column), rows, out, missing);
        for (int i = 0; i < rows; i++) {
            if (missing[i]) {
                out[i] = 0;
            }
        }
    }

    private void directions(VarCharVector vector, int rows) {
        for (int i = 0; i < rows; i++) {
            signs[i] = direction(text.read(vector, i));
        }
    }

    private byte direction(int length) {
        byte[] bytes = text.bytes;
        int start = 0;
        int end = Math.max(length, 0);
        while (start < end && PairText.space(bytes[start])) {
            start++;
        }
        while (end > start && PairText.space(bytes[end - 1])) {
            end--;
        }
        if (end == start || (end - start > 1 && !word(bytes, start, end))) {
            return 0;
        }
        return (byte) DmsText.sign(bytes[start], latitude);
    }

    private static boolean word(byte[] bytes, int start, int end) {
        for (String word : WORDS) {
            boolean same = word.length() == end - start;
            for (int i = 0; same && i < word.length(); i++) {
                same = (bytes[start + i] | 0x20) == word.charAt(i);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }
}
