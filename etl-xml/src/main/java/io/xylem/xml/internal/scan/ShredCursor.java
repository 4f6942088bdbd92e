package io.xylem.xml.internal.scan;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Reject;
import io.xylem.core.TaskContext;
import io.xylem.core.shred.Shreds;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Shreds documents chunk by chunk: few enough that what one chunk needs stays in the processor's cache. */
public final class ShredCursor implements Cursor<Shreds> {
    private static final int CHUNK_DOCUMENTS = 64;

    private final Cursor<? extends Document> in;
    private final TaskContext context;
    private final ShredWorker worker;
    private final Consumer<ShredWorker> finished;
    private final Shreds shreds;
    private boolean ended;

    /**
     * A cursor over the shreds of documents.
     *
     * @param in the documents; closed together with this cursor
     * @param context the task
     * @param worker takes the documents
     * @param finished gets the worker back when all documents have been read and this cursor is closed
     */
    public ShredCursor(
            Cursor<? extends Document> in, TaskContext context, ShredWorker worker, Consumer<ShredWorker> finished) {
        this.in = in;
        this.context = context;
        this.worker = worker;
        this.finished = finished;
        this.shreds = worker.shreds();
    }

    @Override
    public boolean advance() throws IOException {
        context.checkCancelled();
        shreds.clear();
        while (shreds.documents() < CHUNK_DOCUMENTS && shreds.arenaSize() < ShredWorker.CHUNK_BYTES) {
            if (!in.advance()) {
                ended = true;
                break;
            }
            context.checkCancelled();
            Document document = in.current();
            try {
                worker.taker().take(document);
            } catch (DocumentException e) {
                context.ledger().reject(reject(document, e));
            } catch (StackOverflowError | OutOfMemoryError e) {
                context.ledger().reject(reject(document, Refusals.memory(e)));
            }
        }
        worker.taker().report(context.ledger());
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
        if (ended) {
            ended = false;
            shreds.clear();
            finished.accept(worker);
        }
        in.close();
    }
}
