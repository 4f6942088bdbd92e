package io.xylem.xml.draft;

import io.xylem.xml.mapping.internal.XmlNames;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the namespaces of a tree prefixes, one each: the preferred one, else one made of the namespace. */
final class Prefixes {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern NO_NAME = Pattern.compile("[vV]?[0-9.-]*|xmlns|xml|schemas?|ns|xsd|www|org|com");
    private static final int LONGEST = 12;

    private final Map<String, String> byUri = new HashMap<>();
    private final SortedMap<String, String> used = new TreeMap<>();

    Prefixes(List<DraftNode> roots, Map<String, String> preferred) {
        byUri.put(XML, "xml");
        Set<String> taken = new TreeSet<>();
        roots.forEach(root -> assign(root, preferred, taken));
    }

    private void assign(DraftNode node, Map<String, String> preferred, Set<String> taken) {
        String uri = node.uri();
        if (uri != null && !uri.isBlank() && !byUri.containsKey(uri)) {
            String wanted = preferred.get(uri);
            if (wanted == null
                    || !XmlNames.isName(wanted)
                    || wanted.toLowerCase(Locale.ROOT).startsWith("xml")) {
                wanted = derive(uri);
            }
            String prefix = wanted;
            for (int i = 2; !taken.add(prefix); i++) {
                prefix = wanted + i;
            }
            byUri.put(uri, prefix);
        }
        node.children().forEach(child -> assign(child, preferred, taken));
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

    /** The namespaces of the steps so far: uri by prefix. */
    SortedMap<String, String> used() {
        return used;
    }

    /** The prefix of a name; empty if it is in no namespace. */
    String prefix(String uri) {
        return byUri.getOrDefault(uri, "");
    }

    /** A name as a step of a path that will be in the mapping. */
    String step(@Nullable String uri, @Nullable String local) {
        if (uri != null && !uri.isBlank() && !uri.equals(XML)) {
            used.put(prefix(uri), uri);
        }
        return shown(uri, local);
    }

    /** A name as it is shown. */
    String shown(@Nullable String uri, @Nullable String local) {
        String name = local == null ? "*" : local;
        if (uri == null || (!uri.isEmpty() && uri.isBlank())) {
            return local == null ? name : "*:" + name;
        }
        return uri.isEmpty() ? name : prefix(uri) + ":" + name;
    }
}
