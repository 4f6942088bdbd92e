package io.xylem.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak of the process's resident memory, as Linux tells it. */
final class PeakMemory {
    private static final String KEY = "VmHWM:";

    private PeakMemory() {}

    /** Bytes; 0 if the system does not tell. */
    static long bytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(KEY)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException | NumberFormatException | SecurityException e) {
            return 0;
        }
        return 0;
    }
}
