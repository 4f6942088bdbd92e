package io.xylem.xml.internal.rows;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents that are in memory. */
public final class MemoryDocuments implements Cursor<Document> {
    private final List<String> names;
    private final List<byte[]> documents;
    private int next;
    private @Nullable Document current;

    /**
     * A cursor.
     *
     * @param names the documents' names
     * @param documents their bytes, as many as names
     */
    public MemoryDocuments(List<String> names, List<byte[]> documents) {
        this.names = List.copyOf(names);
        this.documents = List.copyOf(documents);
    }

    @Override
    public boolean advance() {
        if (next == documents.size()) {
            current = null;
            return false;
        }
        current = new MemoryDocument(names.get(next), next, documents.get(next));
        next++;
        return true;
    }

    @Override
    public Document current() {
        if (current == null) {
            throw new IllegalStateException("there is no current document");
        }
        return current;
    }

    @Override
    public void close() {
        next = documents.size();
        current = null;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record MemoryDocument(String source, long ordinal, byte[] buffer) implements Document {
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
}
