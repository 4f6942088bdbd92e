package io.xylem.xml.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;

class GzipStreamTest {
    private final Inflaters inflaters = new Inflaters();

    private byte[] read(byte[] gzip, int step) throws IOException {
        try (GzipStream in = new GzipStream(new Trickle(gzip, step), inflaters)) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** Random members, read in random steps, against the JDK. */
    @Test
    void readsWhatTheJdkReads() throws IOException {
        long seed = 20261130;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int members = 1 + random.nextInt(4);
            for (int i = 0; i < members; i++) {
                byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 200_000 : 500)];
                random.nextBytes(content);
                Arrays.fill(content, 0, content.length / 2, (byte) 'x');
                all.writeBytes(gzip(content));
            }
            byte[] gzip = all.toByteArray();
            byte[] expected = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
            assertThat(read(gzip, 1 + random.nextInt(3000)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void passesOverWhatAHeaderMayHold() throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setFileName("name.xml");
        parameters.setComment("a comment");
        parameters.setHeaderCRC(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, parameters)) {
            gzip.write("content".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(read(out.toByteArray(), 1)).asString().isEqualTo("content");
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] gzip = gzip(new byte[1000]);
        for (int length = 0; length < gzip.length; length++) {
            byte[] cut = Arrays.copyOf(gzip, length);
            assertThatThrownBy(() -> read(cut, 100))
                    .as("%d bytes", length)
                    .isInstanceOfSatisfying(
                            ArchiveException.class, e -> assertThat(e.code()).isEqualTo("TRUNCATED"));
        }
    }

    @Test
    void noFlippedBitYieldsOtherContent() throws IOException {
        byte[] content =
                "some content that deflate does not make shorter: 0123456789".getBytes(StandardCharsets.US_ASCII);
        byte[] gzip = gzip(content);
        int unnoticed = 0;
        for (int bit = 10 * 8; bit < gzip.length * 8; bit++) {
            byte[] bad = gzip.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(bad, 100)).as("bit %d", bit).isEqualTo(content);
                unnoticed++;
            } catch (ArchiveException e) {
                assertThat(e).as("bit %d", bit).hasMessageNotContaining("some content");
            }
        }
        assertThat(unnoticed)
                .as("bits between the end of the data and the next byte")
                .isLessThan(8);
    }

    @Test
    void saysHowMuchIsConfirmed() throws IOException {
        byte[] second = gzip(new byte[500]);
        second[second.length - 7] ^= 1;
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip(new byte[300]));
        both.writeBytes(second);
        try (GzipStream in = new GzipStream(new ByteArrayInputStream(both.toByteArray()), inflaters)) {
            assertThat(in.readNBytes(800)).hasSize(800);
            assertThatThrownBy(in::read).isInstanceOf(ArchiveException.class);
            assertThat(in.confirmed()).isEqualTo(300);
        }
    }

    /** Hands out a few bytes at a time. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream in;
        private final int step;

        Trickle(byte[] bytes, int step) {
            this.in = new ByteArrayInputStream(bytes);
            this.step = step;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return in.read(into, offset, Math.min(step, length));
        }
    }
}
