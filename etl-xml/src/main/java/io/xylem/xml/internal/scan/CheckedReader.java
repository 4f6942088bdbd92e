package io.xylem.xml.internal.scan;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.xml.mapping.Doctype;
import java.util.Arrays;
import java.util.function.BiFunction;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.LocationInfo;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;
import org.jspecify.annotations.Nullable;

/**
 * Opens documents for a general parser. The scanner reads each one first, to its end: so whatever the parser would let pass, or
 * would not survive, has been refused. Then Aalto reads it; a document with a DOCTYPE, if it is let in, is left to Woodstox.
 */
public final class CheckedReader implements Events {
    private final Limits limits;
    private final Doctype doctype;
    private final BiFunction<String, String, String> display;
    private final NameTable table = new NameTable();
    private final Scanner scanner;
    private final DoctypeEngine doctypes;
    private InputFactoryImpl factory = factory();

    private Name[] names = new Name[64];
    private String[] uris = new String[64];
    private long[] textBytes = new long[64];
    private int depth;
    private Entity entity = Entity.NONE;
    private boolean plain;

    /**
     * A reader of many documents.
     *
     * @param limits what a document may cost
     * @param doctype what happens to documents with a DOCTYPE
     * @param display how messages show an element, by its namespace and local name
     */
    public CheckedReader(Limits limits, Doctype doctype, BiFunction<String, String, String> display) {
        this.limits = limits;
        this.doctype = doctype;
        this.display = display;
        Attributes attributes = new Attributes();
        this.scanner = new Scanner(limits, table, attributes, this);
        this.doctypes = new DoctypeEngine(limits, table, attributes, this);
    }

    private static InputFactoryImpl factory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    /**
     * Checks a document and opens a parser over it.
     *
     * @param document the document; its array is read until the parser is closed
     * @param deadline when it must be done, by {@link System#nanoTime}
     * @return the parser, in front of the document element
     * @throws DocumentException if the document is not well-formed, goes beyond a limit, or has a DOCTYPE that is not let in
     * @throws XMLStreamException if the parser does not even start
     */
    public XMLStreamReader2 open(Document document, long deadline) throws XMLStreamException {
        if (document.length() > limits.document()) {
            throw Refusals.limit("document", null, -1, "the document has more than " + limits.document() + " bytes");
        }
        if (table.full()) {
            table.clear();
            // Aalto keeps all names that it has met, too.
            factory = factory();
        }
        depth = 0;
        entity = Entity.of(document.buffer(), document.offset(), document.length());
        plain = scanner.scan(entity, deadline);
        if (plain) {
            return (XMLStreamReader2) factory.createXMLStreamReader(
                    new Stax2ByteArraySource(entity.bytes(), entity.start(), entity.end() - entity.start()));
        }
        if (doctype == Doctype.REJECT) {
            throw Refusals.doctype(scanner.position());
        }
        doctypes.scan(entity, deadline);
        return doctypes.open(entity);
    }

    /**
     * Where an element begins, for {@link #offset}.
     *
     * @param reader the parser that {@link #open} gave, at a start tag
     * @return its place; -1 if it does not stand in the document
     * @throws XMLStreamException if the parser fails
     */
    public int place(XMLStreamReader2 reader) throws XMLStreamException {
        LocationInfo info = reader.getLocationInfo();
        // Aalto counts bytes from the beginning of the array.
        return plain ? info.getStartLocation().getCharacterOffset() : doctypes.place(info);
    }

    /**
     * A place in the document as it was given.
     *
     * @param place what {@link #place} gave
     * @return byte offset; -1 if the place is
     */
    public long offset(int place) {
        return place < 0 ? -1 : entity.offset(place);
    }

    /**
     * The refusal of a document that passed the scanner but not the parser.
     *
     * @param path where; null if that is unknown
     * @param failure what the parser threw
     * @return the refusal
     */
    public DocumentException unreadable(@Nullable String path, Exception failure) {
        return Refusals.malformed(
                path,
                -1,
                "its parser, " + (plain ? "Aalto" : "Woodstox") + ", failed with "
                        + failure.getClass().getSimpleName());
    }

    @Override
    public void start(Name name, String uri, Attributes attributes, int offset) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            uris = Arrays.copyOf(uris, depth * 2);
            textBytes = Arrays.copyOf(textBytes, depth * 2);
        }
        names[depth] = name;
        uris[depth] = uri;
        textBytes[depth++] = 0;
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        textBytes[depth - 1] += to - from;
        if (textBytes[depth - 1] > limits.text()) {
            throw Refusals.limit(
                    "text", path(), -1, "the text of an element is longer than " + limits.text() + " bytes");
        }
    }

    @Override
    public void end(int endOffset) {
        depth--;
    }

    @Override
    public @Nullable String path() {
        if (depth == 0) {
            return null;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append('/').append(display.apply(uris[i], names[i].local));
        }
        return path.toString();
    }
}
