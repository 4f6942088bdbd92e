package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A document in memory, not at the beginning of its array. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryDocument(String source, long ordinal, byte[] buffer, int offset, int length) implements Document {
    private static final int MARGIN = 7;

    static MemoryDocument of(String source, long ordinal, byte[] bytes) {
        byte[] buffer = new byte[bytes.length + 2 * MARGIN];
        Arrays.fill(buffer, (byte) '<');
        System.arraycopy(bytes, 0, buffer, MARGIN, bytes.length);
        return new MemoryDocument(source, ordinal, buffer, MARGIN, bytes.length);
    }

    static Cursor<Document> cursor(List<byte[]> documents) {
        return new Documents(IntStream.range(0, documents.size())
                .mapToObj(i -> of("test.zip!/" + i + ".xml", i, documents.get(i)))
                .iterator());
    }

    static Cursor<Document> cursor(String... documents) {
        return cursor(Arrays.stream(documents)
                .map(d -> d.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Override
    public String archive() {
        return "test.zip";
    }

    private static final class Documents implements Cursor<Document> {
        private final Iterator<MemoryDocument> documents;
        private MemoryDocument current = of("none", -1, new byte[0]);

        Documents(Iterator<MemoryDocument> documents) {
            this.documents = documents;
        }

        @Override
        public boolean advance() {
            if (!documents.hasNext()) {
                return false;
            }
            current = documents.next();
            return true;
        }

        @Override
        public Document current() {
            return current;
        }

        @Override
        public void close() {}
    }
}
