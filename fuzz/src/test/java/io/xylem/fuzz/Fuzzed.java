package io.xylem.fuzz;

import java.io.IOException;

/** What Jazzer calls. The system property {@code fuzz.one} names the {@link Target}. */
public final class Fuzzed {
    private static final Target TARGET = Target.valueOf(System.getProperty("fuzz.one", "SCANNER"));

    private Fuzzed() {}

    /**
     * Reads one input.
     *
     * @param input the input
     * @throws IOException if the input's file cannot be written
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        TARGET.run(input);
    }
}
