package io.xylem.xml;

import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.tar;
import static io.xylem.xml.Archives.zip;
import static io.xylem.xml.Archives.zipBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Archive;
import io.xylem.core.Limits;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading some documents by name. */
class ArchiveOnlyTest extends ArchiveReading {
    @BeforeEach
    void archives() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("inner.zip", zip(Map.of("x.xml", "<x/>", "y.xml", "<y/>")));
        entries.put("y.xml.gz", gz(bytes("<y/>")));
        entries.put("z.xml", bytes("<z/>"));
        entries.put("z.txt", bytes("no document"));
        write("outer.tar.gz", gz(tar(entries)));
        write("outer.zip", zipBytes(entries));
        write("plain.xml", "<plain/>");
        write("other.zip", zip(Map.of("z.xml", "<z/>")));
    }

    private ArchiveSource only(Set<String> names, Set<String> except) {
        return ArchiveSource.builder()
                .input(folder.toString())
                .only(names, except)
                .build();
    }

    @Test
    void readsAndCountsTheNamedDocumentsAlone() throws IOException {
        Set<String> names = Set.of(
                "outer.tar.gz!/inner.zip!/y.xml", "outer.zip!/y.xml.gz", "outer.zip!/z.xml", "plain.xml", "gone.xml");

        assertThat(read(only(names, Set.of())))
                .containsExactly(
                        Map.entry("outer.tar.gz!/inner.zip!/y.xml", "<y/>"),
                        Map.entry("outer.zip!/y.xml.gz", "<y/>"),
                        Map.entry("outer.zip!/z.xml", "<z/>"),
                        Map.entry("plain.xml", "<plain/>"));
        assertBalanced(4);
        assertThat(context.ledger().documents().skipped()).isZero();
    }

    @Test
    void offersOnlyTheFilesThatHoldThem() throws IOException {
        List<String> offered = new ArrayList<>();
        only(Set.of("outer.zip!/inner.zip!/x.xml", "plain.xml"), Set.of())
                .plan(new TestPlanContext(Limits.DEFAULT, 1, (Archive archive) -> offered.add(archive.path())));

        assertThat(offered).containsExactly("outer.zip", "plain.xml");
    }

    @Test
    void takesTheNameOfAnArchiveForAllThatIsInIt() throws IOException {
        Set<String> except = Set.of("outer.zip!/inner.zip!/x.xml", "other.zip!/z.xml");

        assertThat(read(only(Set.of("outer.zip", "other.zip"), except)))
                .containsOnlyKeys("outer.zip!/inner.zip!/y.xml", "outer.zip!/y.xml.gz", "outer.zip!/z.xml");
        assertBalanced(4);
        assertThat(context.ledger().documents().skipped()).isEqualTo(1);
    }

    @Test
    void saysNothingOfDamageToWhatIsNotNamed() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("good.xml", bytes("<good/>"));
        entries.put("bad.xml.gz", java.util.Arrays.copyOf(gz(bytes("<bad>" + "x".repeat(500) + "</bad>")), 24));
        write("damaged.tar", tar(entries));

        assertThat(read(only(Set.of("damaged.tar!/good.xml"), Set.of()))).containsOnlyKeys("damaged.tar!/good.xml");
        assertThat(codes()).isEmpty();
        assertBalanced(1);

        context = new TestTaskContext();
        assertThat(read(only(Set.of("damaged.tar!/bad.xml.gz"), Set.of()))).isEmpty();
        assertThat(codes()).containsExactly("TRUNCATED");
        assertBalanced(1);
    }
}
