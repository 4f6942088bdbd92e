package io.xylem.xml.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameSetTest {
    @Test
    void tellsWhatASetTells() {
        long seed = 20261129;
        Random random = new Random(seed);
        NameSet names = new NameSet();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            String name = "folder/" + Integer.toString(random.nextInt(200_000), 1 + 1 + random.nextInt(35)) + ".xml";
            assertThat(names.add(name)).as("seed %d: %s", seed, name).isEqualTo(expected.add(name));
        }
    }

    @Test
    void nameOfAnEntryInAnArchiveIsThatOfAnEntryCalledSo() {
        NameSet names = new NameSet();
        assertThat(names.add("n.zip")).isTrue();
        assertThat(names.add("Attention!/a.xml")).isTrue();
        assertThat(names.add("Attention!/b.xml")).isTrue();
        assertThat(names.add("n.zip!/q.xml")).isFalse();
        assertThat(names.add("a/m.zip!/b.zip!/q.xml")).isTrue();
        assertThat(names.add("a/m.zip")).isFalse();
        assertThat(names.add("a/m.zip!/b.zip")).isFalse();
        assertThat(names.add("a/m.zip!/b.zip!/q.xml")).isFalse();
    }

    @Test
    void tellsSimilarNamesApart() {
        NameSet names = new NameSet();
        for (int i = 0; i < 1 << 16; i++) {
            assertThat(names.add("" + (char) i)).isTrue();
            assertThat(names.add((char) i + "\0")).isTrue();
        }
        assertThat(names.add("")).isTrue();
        assertThat(names.add("")).isFalse();
    }
}
