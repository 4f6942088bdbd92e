package io.xylem.xml;

import static io.xylem.xml.Archives.archive;
import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.bz2;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.xz;
import static io.xylem.xml.Archives.zst;
import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Limits;
import io.xylem.testkit.TestTaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random archives, archives inside them included, damaged at random places: reading them never fails, the ledger balances, and
 * what comes out is what was put in. {@code -Detl.fuzz.rounds} says how long.
 */
class ArchiveFuzzTest extends ArchiveReading {
    private static final int ROUNDS = Integer.getInteger("etl.fuzz.rounds", 120);
    private static final String[] FORMS = {"zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "7z"};

    private final Map<String, String> originals = new HashMap<>();
    private int made;

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "7z"})
    void wholeArchivesComeOutAsTheyWentIn(String form) throws IOException {
        long seed = 20261125L + form.hashCode();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 6; round++) {
            originals.clear();
            make("a." + form, random);
            context = new TestTaskContext();
            assertThat(read(plan(1 + random.nextInt(2000))))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(originals);
            assertThat(codes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "7z"})
    void damagedArchivesNeverYieldWhatWasNotInThem(String form) throws IOException {
        long seed = 20261126L + form.hashCode();
        Random random = new Random(seed);
        byte[] good = new byte[0];
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 10 == 0) {
                originals.clear();
                good = make("a." + form, random);
            }
            boolean cut = random.nextInt(3) == 0;
            Path file = write("a." + form, cut ? cut(good, random) : flipped(good, random));
            context = new TestTaskContext();
            Map<String, String> read = read(plan(1 + random.nextInt(2000)));
            String where = "seed " + seed + " round " + round + (cut ? " cut" : " flipped");
            assertThat(context.ledger().balanced())
                    .as("%s: %s", where, context.ledger())
                    .isTrue();
            assertThat(context.ledger().rejects())
                    .as(where)
                    .allSatisfy(reject -> assertThat(reject.message()).isNotBlank());
            if (cut) {
                assertThat(read.size() == originals.size()
                                && codes().isEmpty()
                                && Files.size(file) < good.length - 512 * 20)
                        .as("%s: nothing noticed", where)
                        .isFalse();
            }
            if (cut || checked(form)) {
                read.forEach((name, text) ->
                        assertThat(text).as("%s: %s", where, name).isEqualTo(originals.get(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "7z"})
    void limitsNeverYieldMoreThanThereIs(String form) throws IOException {
        long seed = 20261127L + form.hashCode();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 4; round++) {
            originals.clear();
            make("a." + form, random);
            context = new TestTaskContext()
                    .with(Limits.DEFAULT
                            .with("entries", 1 + random.nextInt(12))
                            .with("archive", 1 + random.nextInt(20_000))
                            .with("document", 1 + random.nextInt(2000))
                            .with("nesting", 1 + random.nextInt(3)));
            Map<String, String> read = read(plan(1 + random.nextInt(2000)));
            assertThat(originals).as("seed %d round %d", seed, round).containsAllEntriesOf(read);
            assertThat(context.ledger().balanced()).isTrue();
            assertThat(read.size() < originals.size()).isEqualTo(!codes().isEmpty());
        }
    }

    /** A plain tar file checks nothing but its headers. */
    private static boolean checked(String form) {
        return !form.equals("tar");
    }

    private byte[] make(String name, Random random) throws IOException {
        made = 0;
        byte[] archive = fill(name, name.substring(2), random, 2);
        write(name, archive);
        return archive;
    }

    /** Makes an archive, and notes what should come out of it. */
    private byte[] fill(String source, String form, Random random, int depth) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String name = (random.nextInt(3) == 0 ? "ordner/ä" : "e") + made++;
            int kind = random.nextInt(depth > 0 ? 8 : 6);
            if (kind >= 6) {
                String inner = FORMS[random.nextInt(FORMS.length)];
                entries.put(name + "." + inner, fill(source + "!/" + name + "." + inner, inner, random, depth - 1));
            } else {
                String text = text(random);
                String ending = new String[] {".xml", ".xml", ".xml.gz", ".xml.bz2", ".xml.xz", ".xml.zst"}[kind];
                originals.put(source + "!/" + name + ending, text);
                entries.put(name + ending, packed(kind, bytes(text)));
            }
        }
        return archive(form, entries);
    }

    private static byte[] packed(int kind, byte[] text) throws IOException {
        return switch (kind) {
            case 2 -> gz(text);
            case 3 -> bz2(text);
            case 4 -> xz(text);
            case 5 -> zst(text);
            default -> text;
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("<a>");
        int length = random.nextInt(random.nextInt(8) == 0 ? 5000 : 200);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(6)));
        }
        return text.append("</a>").toString();
    }

    private static byte[] cut(byte[] good, Random random) {
        return Arrays.copyOf(good, random.nextInt(good.length));
    }

    private static byte[] flipped(byte[] good, Random random) {
        byte[] bad = good.clone();
        int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return bad;
    }
}
