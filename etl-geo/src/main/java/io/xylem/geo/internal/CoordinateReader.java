package io.xylem.geo.internal;

import io.xylem.geo.Coordinates;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Reads the coordinates of all rows of a batch, column at a time. */
abstract sealed class CoordinateReader {
    static CoordinateReader of(Coordinates coordinates) {
        if (coordinates instanceof Coordinates.Decimal c) {
            return new Decimals(c);
        }
        if (coordinates instanceof Coordinates.DmsParts c) {
            return new Parts(c);
        }
        if (coordinates instanceof Coordinates.DmsText c) {
            return new Texts(c);
        }
        if (coordinates instanceof Coordinates.DmsPair c) {
            return new DmsPairs(c.column());
        }
        if (coordinates instanceof Coordinates.LatLon c) {
            return new DecimalPairs(c.column(), true);
        }
        return new DecimalPairs(((Coordinates.LonLat) coordinates).column(), false);
    }

    abstract void read(VectorSchemaRoot root, Positions out);

    private static final class Decimals extends CoordinateReader {
        private final Coordinates.Decimal columns;
        private final NumberColumn numbers = new NumberColumn();
        private boolean[] missing = new boolean[0];

        Decimals(Coordinates.Decimal columns) {
            this.columns = columns;
        }

        @Override
        void read(VectorSchemaRoot root, Positions out) {
            int rows = root.getRowCount();
            if (missing.length < rows) {
                missing = new boolean[out.absent.length];
            }
            numbers.read(root.getVector(columns.latitude()), rows, out.latitudes, out.absent);
            numbers.read(root.getVector(columns.longitude()), rows, out.longitudes, missing);
            for (int i = 0; i < rows; i++) {
                out.absent[i] |= missing[i];
            }
        }
    }

    private static final class Parts extends CoordinateReader {
        private final PartsColumns latitude;
        private final PartsColumns longitude;
        private boolean[] missing = new boolean[0];

        Parts(Coordinates.DmsParts columns) {
            latitude = new PartsColumns(columns.latitude(), true);
            longitude = new PartsColumns(columns.longitude(), false);
        }

        @Override
        void read(VectorSchemaRoot root, Positions out) {
            int rows = root.getRowCount();
            if (missing.length < rows) {
                missing = new boolean[out.absent.length];
            }
            latitude.read(root, out.latitudes, out.absent);
            longitude.read(root, out.longitudes, missing);
            for (int i = 0; i < rows; i++) {
                out.absent[i] |= missing[i];
            }
        }
    }

    private static final class Texts extends CoordinateReader {
        private final Coordinates.DmsText columns;
        private final TextCells text = new TextCells();
        private final DmsText parser = new DmsText();

        Texts(Coordinates.DmsText columns) {
            this.columns = columns;
        }

        @Override
        void read(VectorSchemaRoot root, Positions out) {
            int rows = root.getRowCount();
            Arrays.fill(out.absent, 0, rows, false);
            axis(root.getVector(columns.latitude()), rows, true, out.latitudes, out.absent);
            axis(root.getVector(columns.longitude()), rows, false, out.longitudes, out.absent);
        }

        private void axis(FieldVector vector, int rows, boolean latitude, double[] degrees, boolean[] absent) {
            VarCharVector column = (VarCharVector) vector;
            for (int i = 0; i < rows; i++) {
                int length = text.read(column, i);
                absent[i] |= length == TextCells.MISSING;
                degrees[i] = length < 0 ? Double.NaN : parser.parse(text.bytes, 0, length, latitude);
            }
        }
    }

    private static final class DmsPairs extends CoordinateReader {
        private final String column;
        private final TextCells text = new TextCells();
        private final DmsText parser = new DmsText();
        private final double[] pair = new double[2];

        DmsPairs(String column) {
            this.column = column;
        }

        @Override
        void read(VectorSchemaRoot root, Positions out) {
            VarCharVector vector = (VarCharVector) root.getVector(column);
            int rows = root.getRowCount();
            for (int i = 0; i < rows; i++) {
                int length = text.read(vector, i);
                out.absent[i] = length == TextCells.MISSING;
                parser.parsePair(text.bytes, Math.max(length, 0), pair);
                out.latitudes[i] = pair[0];
                out.longitudes[i] = pair[1];
            }
        }
    }

    private static final class DecimalPairs extends CoordinateReader {
        private final String column;
        private final boolean latitudeFirst;
        private final TextCells text = new TextCells();
        private final double[] pair = new double[2];

        DecimalPairs(String column, boolean latitudeFirst) {
            this.column = column;
            this.latitudeFirst = latitudeFirst;
        }

        @Override
        void read(VectorSchemaRoot root, Positions out) {
            VarCharVector vector = (VarCharVector) root.getVector(column);
            int rows = root.getRowCount();
            for (int i = 0; i < rows; i++) {
                int length = text.read(vector, i);
                out.absent[i] = length == TextCells.MISSING;
                PairText.parse(text.bytes, Math.max(length, 0), pair);
                out.latitudes[i] = latitudeFirst ? pair[0] : pair[1];
                out.longitudes[i] = latitudeFirst ? pair[1] : pair[0];
            }
        }
    }
}
