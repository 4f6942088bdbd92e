package io.xylem.examples.cli;

import java.util.Locale;

/** Numbers of bytes as people write them. */
final class Sizes {
    private static final String UNITS = "KMGT";

    private Sizes() {}

    /**
     * Reads a size: a whole number, alone or with KB, MB, GB, TB (powers of 1000), KiB… (powers of 1024).
     *
     * @throws NumberFormatException if the text is not of that form, or too large
     */
    static long parse(String text) {
        String size = text.strip().toUpperCase(Locale.ROOT);
        long factor = 1;
        if (size.endsWith("B")) {
            size = size.substring(0, size.length() - 1);
        }
        int base = 1000;
        if (size.endsWith("I")) {
            base = 1024;
            size = size.substring(0, size.length() - 1);
        }
        int unit = size.isEmpty() ? -1 : UNITS.indexOf(size.charAt(size.length() - 1));
        if (unit >= 0) {
            size = size.substring(0, size.length() - 1);
            for (int i = 0; i <= unit; i++) {
                factor *= base;
            }
        }
        try {
            return Math.multiplyExact(Long.parseLong(size.strip()), factor);
        } catch (ArithmeticException e) {
            throw new NumberFormatException(text + " is too large");
        }
    }

    static String format(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < UNITS.length() - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %cB" : "%.0f %cB", value, UNITS.charAt(unit));
    }
}
