package io.xylem.arrow.internal;

import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules.BinaryForm;

/** Bytes, decoded from base64 or hexadecimal digits. */
final class BinaryValues extends RangeValues {
    private final BinaryForm form;

    BinaryValues(BinaryForm form) {
        this.form = form;
    }

    @Override
    String expected() {
        return form == BinaryForm.HEX ? "pairs of hexadecimal digits" : "base64 with padding";
    }

    @Override
    void parseAll(byte[] arena, long[] ranges, int count, BadItems bad) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            long value = 0;
            byte valid = 0;
            if (TextColumn.isText(ranges[i])) {
                int last = TextColumn.end(ranges[i]);
                int start = Whitespace.skip(arena, TextColumn.start(ranges[i]), last);
                int end = Whitespace.trim(arena, start, last);
                if (start < end) {
                    bytes = Gather.grown(bytes, used + (long) (end - start));
                    int length = form == BinaryForm.HEX
                            ? BinaryParser.hex(arena, start, end, bytes, used)
                            : BinaryParser.base64(arena, start, end, bytes, used);
                    if (length >= 0) {
                        value = TextColumn.range(used, used + length);
                        used += length;
                        valid = 1;
                    } else {
                        bad.add(i);
                    }
                }
            }
            values[i + 1] = value;
            present[i + 1] = valid;
        }
    }
}
