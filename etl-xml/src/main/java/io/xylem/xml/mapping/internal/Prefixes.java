package io.xylem.xml.mapping.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives namespaces prefixes, one each: the preferred one, else one made of the namespace. */
public final class Prefixes {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern NO_NAME = Pattern.compile("[vV]?[0-9.-]*|xmlns|xml|schemas?|ns|xsd|www|org|com");
    private static final int LONGEST = 12;

    private final Map<String, String> byUri = new HashMap<>();
    private final SortedMap<String, String> used = new TreeMap<>();

    /**
     * Prefixes for namespaces.
     *
     * @param uris the namespaces; of two that would have the same prefix, the first has it. None and blank ones are passed over
     * @param preferred prefixes by namespace
     */
    public Prefixes(Iterable<String> uris, Map<String, String> preferred) {
        byUri.put(XML, "xml");
        Set<String> taken = new TreeSet<>();
        for (String uri : uris) {
            if (!uri.isBlank() && !byUri.containsKey(uri)) {
                String wanted = preferred.getOrDefault(uri, "");
                if (!XmlNames.isName(wanted) || wanted.toLowerCase(Locale.ROOT).startsWith("xml")) {
                    wanted = derive(uri);
                }
                String prefix = wanted;
                for (int i = 2; !taken.add(prefix); i++) {
                    prefix = wanted + i;
                }
                byUri.put(uri, prefix);
            }
        }
    }

    /** The last word of a namespace that is no version and not too long. */
    private static String derive(String uri) {
        String found = "ns";
        Matcher words = WORD.matcher(uri);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            if (word.length() <= LONGEST
                    && !NO_NAME.matcher(word).matches()
                    && !word.startsWith("xml")
                    && XmlNames.isName(word)) {
                found = word;
            }
        }
        return found;
    }

    /**
     * The namespaces of the steps so far.
     *
     * @return uri by prefix
     */
    public SortedMap<String, String> used() {
        return used;
    }

    /**
     * The prefix of a namespace.
     *
     * @param uri the namespace
     * @return its prefix; empty for none
     */
    public String prefix(String uri) {
        return byUri.getOrDefault(uri, "");
    }

    /**
     * A name as a step of a path that will be in the mapping.
     *
     * @param uri the namespace, {@code ""} for none; null for any
     * @param local the local name; null for any
     * @return the step
     */
    public String step(@Nullable String uri, @Nullable String local) {
        if (uri != null && !uri.isBlank() && !uri.equals(XML)) {
            used.put(prefix(uri), uri);
        }
        return shown(uri, local);
    }

    /**
     * A name as it is shown.
     *
     * @param uri the namespace, {@code ""} for none; null for any
     * @param local the local name; null for any
     * @return the name
     */
    public String shown(@Nullable String uri, @Nullable String local) {
        String name = local == null ? "*" : local;
        if (uri == null || (!uri.isEmpty() && uri.isBlank())) {
            return local == null ? name : "*:" + name;
        }
        return uri.isEmpty() ? name : prefix(uri) + ":" + name;
    }
}
