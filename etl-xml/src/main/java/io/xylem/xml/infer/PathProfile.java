package io.xylem.xml.infer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the elements or attributes at one path look like. Values are attributes and the texts of elements, without the white space
 * around them, that are not blank.
 *
 * @param path the path from the document, without positions
 * @param attribute whether it is an attribute
 * @param uri the namespace, {@code ""} for none; null for any, where documents of several kinds are seen as one
 * @param local the local name; null for any
 * @param count how many there are
 * @param parents how many elements could have one
 * @param having how many of those have one
 * @param least the least that a parent has
 * @param most the most that a parent has
 * @param nil how many are nil
 * @param empty how many have neither text nor elements
 * @param mixed how many have both text and elements
 * @param cut whether it was not looked into, because it is nested too deeply in itself
 * @param type the narrowest type that holds all values, and values like them, as mappings write it; null if there are none
 * @param reason why it is that type and not a narrower one, in words; null if that is plain to see
 * @param values how many values there are
 * @param distinct how many different values there are; -1 for more than 1,000
 * @param longest the length of the longest value in bytes of UTF-8
 * @param examples the first values in the order of their bytes, at most three, cut after 60 bytes
 * @param rank its place among its siblings: those of a lower rank always came before it
 * @param children attributes, then elements, in the order in which they come
 */
public record PathProfile(
        String path,
        boolean attribute,
        @Nullable String uri,
        @Nullable String local,
        long count,
        long parents,
        long having,
        long least,
        long most,
        long nil,
        long empty,
        long mixed,
        boolean cut,
        @Nullable String type,
        @Nullable String reason,
        long values,
        int distinct,
        int longest,
        List<String> examples,
        int rank,
        List<PathProfile> children) {
    /** Copies the lists. */
    public PathProfile {
        examples = List.copyOf(examples);
        children = List.copyOf(children);
    }

    /**
     * How many a parent has on average.
     *
     * @return the average over all elements that could have one
     */
    public double average() {
        return (double) count / parents;
    }
}
