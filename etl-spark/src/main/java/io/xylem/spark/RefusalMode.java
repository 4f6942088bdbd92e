package io.xylem.spark;

import io.xylem.core.UsageException;
import java.util.Locale;

/** What the data source does with a document that is refused. */
enum RefusalMode {
    /** The query fails. */
    FAILFAST,
    /** The document is left out and counted. */
    DROPMALFORMED;

    static RefusalMode parse(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "FAILFAST" -> FAILFAST;
            case "DROPMALFORMED" -> DROPMALFORMED;
            default -> throw new UsageException("option mode is '" + text + "'; must be FAILFAST or DROPMALFORMED");
        };
    }
}
