package io.xylem.core;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a document or an archive may cost at most. Whatever goes beyond is refused with the code {@code LIMIT_<NAME>}, or the
 * archive's own code where there is one, and the run goes on.
 *
 * @param depth nesting of elements
 * @param attributes attributes of one element, namespace declarations included
 * @param name characters of a name
 * @param attribute bytes of an attribute value
 * @param names distinct names in a document
 * @param text bytes of one element's text
 * @param document bytes of a document, uncompressed
 * @param seconds time for one document, seconds
 * @param entries entries of an outermost archive, nested ones included
 * @param nesting archives inside archives
 * @param ratio uncompressed bytes per compressed byte, once an entry is larger than 1 MiB
 * @param archive uncompressed bytes of an outermost archive, nested ones included
 * @param window bytes of a decompressor's dictionary or window
 * @param content bytes of a refused document that the quarantine keeps
 */
public record Limits(
        long depth,
        long attributes,
        long name,
        long attribute,
        long names,
        long text,
        long document,
        long seconds,
        long entries,
        long nesting,
        long ratio,
        long archive,
        long window,
        long content)
        implements Serializable {
    private static final List<String> NAMES = List.of(
            "depth",
            "attributes",
            "name",
            "attribute",
            "names",
            "text",
            "document",
            "seconds",
            "entries",
            "nesting",
            "ratio",
            "archive",
            "window",
            "content");

    /** The limits that hold if nothing else is said. */
    public static final Limits DEFAULT = new Limits(
            1_000,
            1_000,
            1_000,
            512 << 10,
            10_000,
            64 << 20,
            64 << 20,
            60,
            50_000_000,
            4,
            1_000,
            1L << 40,
            128 << 20,
            1 << 20);

    /**
     * The same limits with one changed.
     *
     * @param limit the name of a component, such as {@code depth}
     * @param value the new value, at least 1
     * @return the changed limits
     * @throws UsageException if there is no such limit or the value is not positive
     */
    public Limits with(String limit, long value) {
        if (value < 1) {
            throw new UsageException("limit " + limit + "=" + value + ": must be at least 1");
        }
        int changed = NAMES.indexOf(limit.toLowerCase(Locale.ROOT));
        if (changed < 0) {
            throw new UsageException("unknown limit '" + limit + "'; known are: " + String.join(", ", NAMES));
        }
        long[] v = {
            depth,
            attributes,
            name,
            attribute,
            names,
            text,
            document,
            seconds,
            entries,
            nesting,
            ratio,
            archive,
            window,
            content
        };
        v[changed] = value;
        return new Limits(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13]);
    }
}
