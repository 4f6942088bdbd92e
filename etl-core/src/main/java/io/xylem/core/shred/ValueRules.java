package io.xylem.core.shred;

import java.io.Serializable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a column becomes a typed value.
 *
 * @param required whether null refuses the document
 * @param badValue what happens to a value that does not fit
 * @param trim whether white space around a string is removed
 * @param split what separates the items of a list inside one text: {@link #WHITESPACE} or a literal; null for no list
 * @param format a {@link java.time.format.DateTimeFormatter} pattern for dates and timestamps; null for the forms of XSD
 * @param zone the zone of timestamps that have no offset; null if there is none
 * @param truncate whether digits beyond microseconds are cut off rather than refused
 * @param binary how bytes are written as text
 */
public record ValueRules(
        boolean required,
        BadValue badValue,
        boolean trim,
        @Nullable String split,
        @Nullable String format,
        @Nullable ZoneId zone,
        boolean truncate,
        BinaryForm binary)
        implements Serializable {
    /** The value of {@link #split()} that stands for any XML white space. */
    public static final String WHITESPACE = "whitespace";

    /** Nothing special: optional, bad values rescued. */
    public static final ValueRules DEFAULT =
            new ValueRules(false, BadValue.RESCUE, false, null, null, null, false, BinaryForm.BASE64);

    /** What happens to a value that does not fit its type, and to a scalar that is met again. */
    public enum BadValue {
        /** The column is null; the text is kept in {@code _rescued}. */
        RESCUE,
        /** The column is null; the value is counted and dropped. */
        NULL,
        /** The document is refused. */
        REJECT
    }

    /** Textual forms of binary values. */
    public enum BinaryForm {
        /** RFC 4648 base64, white space allowed. */
        BASE64,
        /** Pairs of hexadecimal digits. */
        HEX
    }
}
