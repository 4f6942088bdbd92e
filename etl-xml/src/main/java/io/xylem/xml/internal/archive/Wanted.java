package io.xylem.xml.internal.archive;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What is read when only some documents are, by full names. A name stands for what is called so and for all that is in it.
 *
 * <p>Immutable, and shared by all splits.
 */
public final class Wanted implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String INSIDE = "!/";

    private final HashSet<String> names;
    private final HashSet<String> except;
    /** The archives that hold one of the names. */
    private final HashSet<String> around = new HashSet<>();

    /**
     * Some documents.
     *
     * @param names full names of documents, or of archives for all that is in them
     * @param except full names of documents that are not read, even if what holds them is
     */
    public Wanted(Collection<String> names, Collection<String> except) {
        this.names = new HashSet<>(names);
        this.except = new HashSet<>(except);
        for (String name : names) {
            for (int at = name.indexOf(INSIDE); at >= 0; at = name.indexOf(INSIDE, at + 1)) {
                around.add(name.substring(0, at));
            }
        }
    }

    /** Whether something of this name is to be read. */
    boolean takes(String source) {
        return !except.contains(source) && (names.contains(source) || isInside(source, names));
    }

    /** Whether something of this name, or something in it, is to be read. */
    boolean mayHold(String source) {
        return around.contains(source) || takes(source);
    }

    private static boolean isInside(String source, Set<String> archives) {
        for (int at = source.indexOf(INSIDE); at >= 0; at = source.indexOf(INSIDE, at + 1)) {
            if (archives.contains(source.substring(0, at))) {
                return true;
            }
        }
        return false;
    }
}
