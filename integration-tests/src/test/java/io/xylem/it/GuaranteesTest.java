package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/guarantees.md} names is there. */
class GuaranteesTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void namesOnlyTestsThatAreThere() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Ingest.root(), 12)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                String name = String.valueOf(file.getFileName());
                sources.merge(
                        name.substring(0, name.length() - ".java".length()), Files.readString(file), String::concat);
            }
        }
        Matcher all = TEST.matcher(Files.readString(Ingest.root().resolve("docs/guarantees.md")));
        int count = 0;
        while (all.find()) {
            count++;
            assertThat(sources).containsKey(all.group(1));
            if (all.group(2) != null) {
                assertThat(sources.get(all.group(1))).as(all.group()).contains("void " + all.group(2) + "(");
            }
        }
        assertThat(count).isGreaterThan(30);
    }
}
