package io.xylem.delta.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** How commits name the software that made them. */
final class Versions {
    /** {@code Xylem/} and the version. */
    static final String ENGINE = "Xylem/" + version();

    private Versions() {}

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties from the class path", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
