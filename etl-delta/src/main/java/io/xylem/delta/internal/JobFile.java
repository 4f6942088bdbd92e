package io.xylem.delta.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a data file says of the job that made it; see {@link FileNames#dataFile}.
 *
 * @param application the app id, as {@link SafeNames} writes it
 * @param sequence the job
 * @param complete whether it has its final name; otherwise it was still being written
 */
public record JobFile(String application, long sequence, boolean complete) {
    private static final Pattern NAME =
            Pattern.compile("(.+)-(\\d{10,18})-\\d{5,10}(?:-[a-z][a-z0-9]{0,59})?\\.parquet");
    private static final String SUFFIX = ".incomplete";

    /**
     * Reads a name.
     *
     * @param name the name of a file, without its folder
     * @return what it says; empty if no job of ours gives such names
     */
    public static Optional<JobFile> parse(String name) {
        boolean incomplete = name.startsWith(".") && name.endsWith(SUFFIX);
        String plain = incomplete ? name.substring(1, name.length() - SUFFIX.length()) : name;
        Matcher matcher = NAME.matcher(plain);
        return plain.startsWith(".") || !matcher.matches()
                ? Optional.empty()
                : Optional.of(new JobFile(matcher.group(1), Long.parseLong(matcher.group(2)), !incomplete));
    }
}
