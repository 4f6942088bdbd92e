package io.xylem.geo.internal;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VarCharVector;

/** Takes the bytes of one text column out, a value at a time, into one array that is used again and again. */
final class TextCells {
    /** What is longer is no coordinate. */
    static final int MAX_LENGTH = 512;
    /** The length of a null or of text that is only white space. */
    static final int MISSING = -1;
    /** The length of text that is longer than {@link #MAX_LENGTH}. */
    static final int TOO_LONG = -2;

    /** The bytes of the value last read. */
    final byte[] bytes = new byte[MAX_LENGTH];

    /** Copies a value to {@link #bytes} and gives its length, or {@link #MISSING}, or {@link #TOO_LONG}. */
    int read(VarCharVector vector, int row) {
        if (vector.isNull(row)) {
            return MISSING;
        }
        int start = vector.getStartOffset(row);
        int length = vector.getEndOffset(row) - start;
        if (length > MAX_LENGTH) {
            return TOO_LONG;
        }
        ArrowBuf data = vector.getDataBuffer();
        data.getBytes(start, bytes, 0, length);
        for (int i = 0; i < length; i++) {
            if (!PairText.space(bytes[i])) {
                return length;
            }
        }
        return MISSING;
    }
}
