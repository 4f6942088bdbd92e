package io.xylem.xml.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.UsageException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.xml, a.xml, true",
        "*.xml, b/a.xml, false",
        "**.xml, b/a.xml, true",
        "**/a.xml, a.xml, true",
        "**/a.xml, b/c/a.xml, true",
        "b/**/a.xml, b/c/a.xml, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "'{a,b}.xml', b.xml, true",
        "'{a,b}.xml', c.xml, false",
        "[a-c].xml, b.xml, true",
        "[!a-c].xml, b.xml, false",
        "[!a-c].xml, z.xml, true",
        "a.b, axb, false",
        "a[*]b, a*b, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "*, zürich, true",
        "$(x)|^+, $(x)|^+, true"
    })
    void matches(String glob, String name, boolean expected) {
        assertThat(Glob.of(glob).matches(name)).isEqualTo(expected);
    }

    @Test
    void namesWithLineEndsAreNames() {
        assertThat(Glob.of("a*").matches("a\nb")).isTrue();
        assertThat(Glob.of("**").matches("a/\n/b")).isTrue();
    }

    /** Random globs on random names, against the JDK's matcher; but for a leading any-folder, which is our own. */
    @Test
    void agreesWithTheJdk() {
        long seed = 20261128;
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 20_000; round++) {
            String glob = word("ab*?/.[]{},!-\\", random);
            String name = word("abb./-!", random).replaceAll("/+", "/").replaceAll("/$", "");
            if (name.isEmpty() || name.startsWith("/") || glob.startsWith("**/") || glob.contains("[/")) {
                continue;
            }
            PathMatcher jdk;
            Glob own;
            try {
                jdk = FileSystems.getDefault().getPathMatcher("glob:" + glob);
                own = Glob.of(glob);
            } catch (PatternSyntaxException | UsageException e) {
                continue;
            }
            assertThat(own.matches(name))
                    .as("seed %d: glob %s on %s", seed, glob, name)
                    .isEqualTo(jdk.matches(Path.of(name)));
            compared++;
        }
        assertThat(compared).isGreaterThan(5000);
    }

    private static String word(String letters, Random random) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
