package io.xylem.geo.internal;

/** Two decimal numbers, and perhaps a third, in one text, separated by white space or commas. */
final class PairText {
    private PairText() {}

    /**
     * Reads the first two numbers.
     *
     * @param out takes both; they are not numbers if the text as a whole is not as it should be
     */
    static void parse(byte[] text, int length, double[] out) {
        out[0] = Double.NaN;
        out[1] = Double.NaN;
        double first = Double.NaN;
        double second = Double.NaN;
        int numbers = 0;
        int at = skipSpace(text, 0, length);
        while (at < length) {
            int start = at;
            while (at < length && text[at] != ',' && !space(text[at])) {
                at++;
            }
            double number = DecimalText.parse(text, start, at);
            if (Double.isNaN(number) || numbers == 3) {
                return;
            }
            if (numbers == 0) {
                first = number;
            } else if (numbers == 1) {
                second = number;
            }
            numbers++;
            at = skipSpace(text, at, length);
            if (at < length && text[at] == ',') {
                at = skipSpace(text, at + 1, length);
                if (at == length) {
                    return;
                }
            }
        }
        if (numbers >= 2) {
            out[0] = first;
            out[1] = second;
        }
    }

    private static int skipSpace(byte[] text, int from, int length) {
        int at = from;
        while (at < length && space(text[at])) {
            at++;
        }
        return at;
    }

    static boolean space(byte b) {
        return b <= ' ' && b >= 0;
    }
}
