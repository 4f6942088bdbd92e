package io.xylem.xml.internal.scan;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/** Shreds documents chunk by chunk: few enough that what one chunk needs stays in the processor's cache. */
public final class ShredCursor implements Cursor<Shreds> {
    private static final int CHUNK_DOCUMENTS = 64;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Cursor<? extends Document> in;
    private final TaskContext context;
    private final Shreds shreds;
    private final DocumentTaker taker;

    /**
     * A cursor over the shreds of documents.
     *
     * @param schema the levels of the shreds
     * @param in the documents; closed together with this cursor
     * @param context the task
     * @param taker makes what puts documents into the shreds
     */
    public ShredCursor(
            ShredSchema schema,
            Cursor<? extends Document> in,
            TaskContext context,
            Function<Shreds, DocumentTaker> taker) {
        this.in = in;
        this.context = context;
        this.shreds = new Shreds(schema, CHUNK_BYTES);
        this.taker = taker.apply(shreds);
    }

    /**
     * A cursor over the shreds that a mapping wants of documents.
     *
     * @param mapping what is wanted of them
     * @param in the documents; closed together with this cursor
     * @param context the task
     * @return the cursor
     */
    public static ShredCursor of(Mapping mapping, Cursor<? extends Document> in, TaskContext context) {
        return new ShredCursor(
                mapping.schema(), in, context, shreds -> new DocumentShredder(mapping, context.limits(), shreds));
    }

    @Override
    public boolean advance() throws IOException {
        context.checkCancelled();
        shreds.clear();
        while (shreds.documents() < CHUNK_DOCUMENTS && shreds.arenaSize() < CHUNK_BYTES && in.advance()) {
            context.checkCancelled();
            Document document = in.current();
            try {
                taker.take(document);
            } catch (DocumentException e) {
                context.ledger().reject(reject(document, e));
            } catch (StackOverflowError | OutOfMemoryError e) {
                context.ledger().reject(reject(document, Refusals.memory(e)));
            }
        }
        taker.report(context.ledger());
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
