package io.xylem.arrow;

import io.xylem.core.UsageException;
import java.nio.Buffer;
import org.apache.arrow.memory.ArrowBuf;

/** Whether this JVM lets Arrow at its memory. */
public final class ArrowAccess {
    private static final String PACKAGE = "java.nio";

    private ArrowAccess() {}

    /**
     * Refuses a JVM in which Arrow would fail as soon as it is used. {@link ArrowFlattener#of} and the Delta sink call it before
     * anything is read or written.
     *
     * @throws UsageException if {@code java.nio} is not opened to Arrow; names the option to start the JVM with
     */
    public static void require() {
        Module arrow = ArrowBuf.class.getModule();
        Module java = Buffer.class.getModule();
        if (!java.isOpen(PACKAGE, arrow)) {
            throw new UsageException(
                    "this JVM was started without an option that Arrow needs, which holds rows in memory: add"
                            + " --add-opens=java.base/" + PACKAGE + "="
                            + (arrow.isNamed() ? arrow.getName() : "ALL-UNNAMED")
                            + " to the java command (in surefire's argLine for tests), or 'Add-Opens: java.base/"
                            + PACKAGE
                            + "' to the manifest of an executable jar");
        }
    }
}
