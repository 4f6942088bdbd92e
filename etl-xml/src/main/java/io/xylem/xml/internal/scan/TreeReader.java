package io.xylem.xml.internal.scan;

import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.XylemException;
import io.xylem.xml.mapping.Doctype;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole documents without a mapping. A document is read twice: nothing is told of one that is refused. Used by one thread.
 */
public final class TreeReader {
    private static final Logger LOG = LoggerFactory.getLogger(TreeReader.class);

    private final Limits limits;
    private final Doctype doctype;
    private final NameTable names = new NameTable();
    private final Relay relay = new Relay();
    private final Scanner scanner;
    private final DoctypeEngine doctypes;

    /** Takes what a document is made of. Byte arrays are borrowed until the call returns. */
    public interface Handler {
        /**
         * An element begins.
         *
         * @param uri its namespace, {@code ""} for none
         * @param local its local name
         * @param prefix its prefix, {@code ""} for none
         */
        void start(String uri, String local, String prefix);

        /**
         * An attribute of the element that has just begun, no namespace declaration.
         *
         * @param uri its namespace, {@code ""} for none
         * @param local its local name
         * @param prefix its prefix, {@code ""} for none
         * @param bytes holds its value
         * @param from where the value begins
         * @param to where the value ends
         */
        void attribute(String uri, String local, String prefix, byte[] bytes, int from, int to);

        /**
         * A piece of the innermost open element's own text.
         *
         * @param bytes holds the piece
         * @param from where it begins
         * @param to where it ends
         */
        void text(byte[] bytes, int from, int to);

        /** The innermost open element ends. */
        void end();
    }

    /**
     * A reader.
     *
     * @param limits what a document may cost
     * @param doctype what happens to documents with a DOCTYPE
     */
    public TreeReader(Limits limits, Doctype doctype) {
        this.limits = limits;
        this.doctype = doctype;
        Attributes attributes = new Attributes();
        this.scanner = new Scanner(limits, names, attributes, relay);
        this.doctypes = new DoctypeEngine(limits, names, attributes, relay);
    }

    /**
     * Reads a document.
     *
     * @param document the document
     * @param handler takes its parts
     * @throws DocumentException if it is refused; the handler has not been called then
     */
    public void read(Document document, Handler handler) {
        if (document.length() > limits.document()) {
            throw Refusals.limit("document", null, -1, "the document has more than " + limits.document() + " bytes");
        }
        if (names.full()) {
            names.clear();
        }
        try {
            Entity entity = Entity.of(document.buffer(), document.offset(), document.length());
            check(entity);
            relay.to(handler);
            scan(entity, Long.MAX_VALUE);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new DocumentException(
                    "LIMIT_DOCUMENT",
                    null,
                    -1,
                    "the document needs more memory than there is ("
                            + e.getClass().getSimpleName() + "); give the JVM more, or lower the limit 'document'");
        }
    }

    private void check(Entity entity) {
        relay.to(null);
        try {
            scan(entity, System.nanoTime() + limits.seconds() * 1_000_000_000L);
        } catch (XylemException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("a parser failed; its document is refused", e);
            throw Refusals.malformed(
                    null, -1, "its parser failed with " + e.getClass().getSimpleName());
        }
    }

    private void scan(Entity entity, long deadline) {
        if (!scanner.scan(entity, deadline)) {
            if (doctype == Doctype.REJECT) {
                throw Refusals.doctype(scanner.position());
            }
            doctypes.scan(entity, deadline);
        }
    }

    /** Passes events on; without a handler, for the first time, it only looks after the limit on texts. */
    private final class Relay implements Events {
        private @Nullable Handler handler;
        private long[] textBytes = new long[64];
        private int depth;

        void to(@Nullable Handler next) {
            handler = next;
            depth = 0;
        }

        @Override
        public void start(Name name, String uri, Attributes attributes, int offset) {
            if (++depth == textBytes.length) {
                textBytes = Arrays.copyOf(textBytes, depth * 2);
            }
            textBytes[depth] = 0;
            if (handler != null) {
                handler.start(uri, name.local, name.prefix.text);
                for (int i = 0; i < attributes.size(); i++) {
                    attribute(handler, attributes, i);
                }
            }
        }

        private static void attribute(Handler to, Attributes attributes, int index) {
            Name name = attributes.name(index);
            to.attribute(
                    attributes.uri(index),
                    name.local,
                    name.prefix.text,
                    attributes.bytes(index),
                    attributes.from(index),
                    attributes.to(index));
        }

        @Override
        public void text(byte[] bytes, int from, int to) {
            textBytes[depth] += to - from;
            if (textBytes[depth] > limits.text()) {
                throw Refusals.limit(
                        "text", null, -1, "the text of an element is longer than " + limits.text() + " bytes");
            }
            if (handler != null) {
                handler.text(bytes, from, to);
            }
        }

        @Override
        public void end(int endOffset) {
            depth--;
            if (handler != null) {
                handler.end();
            }
        }

        @Override
        public @Nullable String path() {
            return null;
        }
    }
}
