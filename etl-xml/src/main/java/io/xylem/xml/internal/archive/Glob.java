package io.xylem.xml.internal.archive;

import io.xylem.core.UsageException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A glob over names with {@code /}, with the syntax of {@link java.nio.file.FileSystem#getPathMatcher}, the same on every
 * system and in every locale. A leading <code>**&#47;</code> also matches no folder at all.
 */
final class Glob {
    private static final String ANY_FOLDER = "**/";

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Understands a glob.
     *
     * @throws UsageException if it cannot be understood
     */
    static Glob of(String glob) {
        String rest = glob;
        StringBuilder regex = new StringBuilder();
        while (rest.startsWith(ANY_FOLDER)) {
            regex.append("(?:.*/)?");
            rest = rest.substring(ANY_FOLDER.length());
        }
        append(rest, glob, regex);
        try {
            return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw wrong(glob, e.getDescription());
        }
    }

    boolean matches(CharSequence name) {
        return pattern.matcher(name).matches();
    }

    private static void append(String text, String glob, StringBuilder regex) {
        boolean group = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean deep = text.startsWith("**", i);
                    regex.append(deep ? ".*" : "[^/]*");
                    i += deep ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '[' -> i = appendClass(text, i, glob, regex);
                case '{' -> {
                    if (group) {
                        throw wrong(glob, "groups cannot be nested");
                    }
                    group = true;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(group ? ")" : "\\}");
                    group = false;
                }
                case ',' -> regex.append(group ? '|' : ',');
                case '\\' -> {
                    i++;
                    if (i == text.length()) {
                        throw wrong(glob, "nothing follows the last \\");
                    }
                    quote(text.charAt(i), regex);
                }
                default -> quote(c, regex);
            }
        }
        if (group) {
            throw wrong(glob, "a { has no }");
        }
    }

    /** Appends the class that starts at a place; returns where it ends. */
    private static int appendClass(String text, int from, String glob, StringBuilder regex) {
        int at = from + 1;
        regex.append("(?!/)[");
        if (at < text.length() && text.charAt(at) == '!') {
            regex.append('^');
            at++;
        }
        int first = at;
        while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
            char c = text.charAt(at);
            if (c == '-' && at > first && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                regex.append('-');
            } else {
                regex.append('\\').append(c == '\\' || !Character.isLetterOrDigit(c) ? String.valueOf(c) : hex(c));
            }
            at++;
        }
        if (at >= text.length()) {
            throw wrong(glob, "a [ has no ]");
        }
        regex.append(']');
        return at;
    }

    private static String hex(char c) {
        return String.format(Locale.ROOT, "u%04x", (int) c);
    }

    private static void quote(char c, StringBuilder regex) {
        if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }

    private static UsageException wrong(String glob, String why) {
        return new UsageException("the glob '" + glob + "' cannot be understood: " + why);
    }
}
