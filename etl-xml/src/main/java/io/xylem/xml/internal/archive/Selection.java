package io.xylem.xml.internal.archive;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which documents are read. Which names are documents is told by globs. A glob is tried on the full name, on the path inside the innermost archive, and on the
 * last part of the path; of something compressed, also without the ending that says so.
 *
 * @param includes if not empty, one of them must match
 * @param excludes none of them may match
 * @param wanted if there, nothing else is read or counted
 */
public record Selection(
        List<String> includes,
        List<String> excludes,
        @Nullable Wanted wanted) implements Serializable {
    /**
     * Checks the globs.
     *
     * @throws io.xylem.core.UsageException if one cannot be understood
     */
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        includes.forEach(Glob::of);
        excludes.forEach(Glob::of);
    }

    /** Whether a file, or something in it, may be read. */
    boolean mayHold(String source) {
        return wanted == null || wanted.mayHold(source);
    }

    /** The selection with its globs compiled. */
    Compiled compile() {
        return new Compiled(
                includes.stream().map(Glob::of).toList(),
                excludes.stream().map(Glob::of).toList(),
                wanted);
    }

    /** A selection, compiled; not serializable. */
    static final class Compiled {
        private final List<Glob> includes;
        private final List<Glob> excludes;
        private final @Nullable Wanted wanted;

        Compiled(List<Glob> includes, List<Glob> excludes, @Nullable Wanted wanted) {
            this.includes = includes;
            this.excludes = excludes;
            this.wanted = wanted;
        }

        /** Whether something of this name is asked for, be it a document or not. */
        boolean wants(String source) {
            return wanted == null || wanted.takes(source);
        }

        /** Whether something of this name, or something in it, is asked for. */
        boolean mayHold(String source) {
            return wanted == null || wanted.mayHold(source);
        }

        /**
         * Whether a document is wanted.
         *
         * @param source its full name
         * @param name its path inside the innermost archive
         */
        boolean takes(String source, String name) {
            return (includes.isEmpty() || any(includes, source, name)) && !any(excludes, source, name);
        }

        private static boolean any(List<Glob> globs, String source, String name) {
            if (globs.isEmpty()) {
                return false;
            }
            String plain = Format.uncompressed(source);
            return matches(globs, source, name)
                    || (plain.length() != source.length() && matches(globs, plain, Format.uncompressed(name)));
        }

        private static boolean matches(List<Glob> globs, String source, String name) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            for (Glob glob : globs) {
                if (glob.matches(source) || glob.matches(name) || glob.matches(last)) {
                    return true;
                }
            }
            return false;
        }
    }
}
