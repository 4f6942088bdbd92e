package io.xylem.xml.internal.archive;

import io.xylem.core.UsageException;
import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Which names are documents, by globs. A glob is tried on the path inside the innermost archive, on the full name, and, if it
 * has no slash, on the last part of the path.
 *
 * @param includes if not empty, one of them must match
 * @param excludes none of them may match
 */
public record Selection(List<String> includes, List<String> excludes) implements Serializable {
    /** Checks the globs. */
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        includes.forEach(Selection::matcher);
        excludes.forEach(Selection::matcher);
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new UsageException("the glob '" + glob + "' cannot be understood: " + e.getDescription(), e);
        }
    }

    /** The selection with its globs compiled. */
    Compiled compile() {
        return new Compiled(
                includes.stream().map(Selection::matcher).toList(),
                excludes.stream().map(Selection::matcher).toList());
    }

    /** A selection, compiled; not serializable. */
    static final class Compiled {
        private final List<PathMatcher> includes;
        private final List<PathMatcher> excludes;

        private Compiled(List<PathMatcher> includes, List<PathMatcher> excludes) {
            this.includes = includes;
            this.excludes = excludes;
        }

        boolean takes(String source, String name) {
            return (includes.isEmpty() || matches(includes, source, name)) && !matches(excludes, source, name);
        }

        private static boolean matches(List<PathMatcher> globs, String source, String name) {
            if (globs.isEmpty()) {
                return false;
            }
            try {
                Path inner = Path.of(name);
                Path full = Path.of(source);
                Path last = inner.getFileName();
                return globs.stream()
                        .anyMatch(g -> g.matches(inner) || g.matches(full) || (last != null && g.matches(last)));
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }
}
