package io.xylem.geo.internal;

import io.xylem.core.UsageException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;

/** Reads a column of numbers, or of decimal text, as doubles: one loop for each type of vector. */
final class NumberColumn {
    private final TextCells text = new TextCells();

    /**
     * Reads all rows.
     *
     * @param out takes the numbers; not a number where text is none
     * @param missing takes whether there is no value
     */
    void read(FieldVector vector, int rows, double[] out, boolean[] missing) {
        for (int i = 0; i < rows; i++) {
            missing[i] = vector.isNull(i);
        }
        if (vector instanceof Float8Vector v) {
            ArrowBuf data = v.getDataBuffer();
            for (int i = 0; i < rows; i++) {
                out[i] = data.getDouble((long) i * Double.BYTES);
            }
        } else if (vector instanceof VarCharVector v) {
            text(v, rows, out, missing);
        } else if (vector instanceof DecimalVector v) {
            decimals(v, rows, out, missing);
        } else if (vector instanceof Float4Vector v) {
            ArrowBuf data = v.getDataBuffer();
            for (int i = 0; i < rows; i++) {
                out[i] = data.getFloat((long) i * Float.BYTES);
            }
        } else {
            integers(vector, rows, out);
        }
    }

    private static void integers(FieldVector vector, int rows, double[] out) {
        ArrowBuf data = vector.getDataBuffer();
        if (vector instanceof IntVector) {
            for (int i = 0; i < rows; i++) {
                out[i] = data.getInt((long) i * Integer.BYTES);
            }
        } else if (vector instanceof BigIntVector) {
            for (int i = 0; i < rows; i++) {
                out[i] = data.getLong((long) i * Long.BYTES);
            }
        } else if (vector instanceof SmallIntVector) {
            for (int i = 0; i < rows; i++) {
                out[i] = data.getShort((long) i * Short.BYTES);
            }
        } else if (vector instanceof TinyIntVector) {
            for (int i = 0; i < rows; i++) {
                out[i] = data.getByte(i);
            }
        } else {
            throw new UsageException("column '" + vector.getName() + "' is of type "
                    + vector.getField().getType() + ": coordinates are read from numbers and text");
        }
    }

    private void text(VarCharVector vector, int rows, double[] out, boolean[] missing) {
        for (int i = 0; i < rows; i++) {
            int length = text.read(vector, i);
            missing[i] = length == TextCells.MISSING;
            out[i] = length < 0 ? Double.NaN : DecimalText.parse(text.bytes, 0, length);
        }
    }

    private static void decimals(DecimalVector vector, int rows, double[] out, boolean[] missing) {
        ArrowBuf data = vector.getDataBuffer();
        int scale = vector.getScale();
        for (int i = 0; i < rows; i++) {
            if (missing[i]) {
                continue;
            }
            long low = data.getLong((long) i * DecimalVector.TYPE_WIDTH);
            long high = data.getLong((long) i * DecimalVector.TYPE_WIDTH + Long.BYTES);
            if (high == low >> 63 && DecimalText.exact(low, scale)) {
                out[i] = DecimalText.scaled(low, scale);
            } else {
                out[i] = vector.getObject(i).doubleValue();
            }
        }
    }
}
