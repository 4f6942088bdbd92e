package io.xylem.it;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A document in memory, which is its own archive. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryDocument(String source, long ordinal, byte[] buffer) implements Document {
    static Cursor<Document> cursor(Map<String, byte[]> documents) {
        List<String> sources = List.copyOf(documents.keySet());
        Iterator<String> next = sources.iterator();
        return new Cursor<>() {
            private String source = "";

            @Override
            public boolean advance() {
                boolean more = next.hasNext();
                source = more ? next.next() : "";
                return more;
            }

            @Override
            public Document current() {
                return new MemoryDocument(source, sources.indexOf(source), documents.get(source));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String archive() {
        return source;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return buffer.length;
    }
}
