package io.xylem.xml.internal.scan;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.util.Arrays;

/** Shreds documents chunk by chunk: few enough that what one chunk needs stays in the processor's cache. */
public final class ShredCursor implements Cursor<Shreds> {
    private static final int CHUNK_DOCUMENTS = 64;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Cursor<? extends Document> in;
    private final TaskContext context;
    private final Shreds shreds;
    private final DocumentShredder shredder;

    /**
     * A cursor over the shreds of documents.
     *
     * @param mapping what is wanted of them
     * @param in the documents; closed together with this cursor
     * @param context the task
     */
    public ShredCursor(Mapping mapping, Cursor<? extends Document> in, TaskContext context) {
        this.in = in;
        this.context = context;
        this.shreds = new Shreds(mapping.schema(), CHUNK_BYTES);
        this.shredder = new DocumentShredder(mapping, context.limits(), shreds);
    }

    @Override
    public boolean advance() throws IOException {
        context.checkCancelled();
        shreds.clear();
        while (shreds.documents() < CHUNK_DOCUMENTS && shreds.arenaSize() < CHUNK_BYTES && in.advance()) {
            context.checkCancelled();
            Document document = in.current();
            try {
                shredder.shred(document);
            } catch (DocumentException e) {
                context.ledger().reject(reject(document, e));
            }
        }
        shredder.report(context.ledger());
        return shreds.documents() > 0;
    }

    private Reject reject(Document document, DocumentException e) {
        int kept = (int) Math.min(document.length(), context.limits().content());
        return new Reject(
                document.source(),
                document.archive(),
                document.ordinal(),
                e.offset(),
                e.code(),
                e.path(),
                String.valueOf(e.getMessage()),
                Arrays.copyOfRange(document.buffer(), document.offset(), document.offset() + kept));
    }

    @Override
    public Shreds current() {
        return shreds;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
