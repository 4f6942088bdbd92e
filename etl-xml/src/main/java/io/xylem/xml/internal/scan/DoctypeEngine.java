package io.xylem.xml.internal.scan;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.LocationInfo;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamLocation2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2CharArraySource;
import org.jspecify.annotations.Nullable;

/**
 * The engine for documents with a DOCTYPE, where the mapping lets them in: Woodstox, which expands the internal subset within
 * limits. Nothing outside the document is ever read.
 */
final class DoctypeEngine {
    /** References expanded in one document. What they expand to is bounded by itself. */
    private static final int MAX_ENTITIES = 100_000;

    private static final int MAX_ENTITY_DEPTH = 20;
    private static final int EVENTS_PER_CLOCK = 1024;
    private static final byte[] NOTHING = {};
    /** How much longer than the document its texts and attributes may become: so many times, and so many bytes. */
    private static final long MAX_GROWTH = 10;

    private static final long FREE_GROWTH = 1 << 20;

    /** What Woodstox says of a reference to something outside of the document. */
    private static final String OUTSIDE = "Encountered a reference to external entity";

    /** What Woodstox says of an entity that is not defined. */
    private static final String UNDEFINED = "Undeclared general entity";

    /** What Woodstox says when a limit is reached, and which of ours that is. */
    private static final Map<String, String> LIMITS = Map.of(
            "Maximum document characters", "document",
            "Maximum entity expansion", "document",
            "Maximum attribute size", "attribute",
            "Attribute limit", "attributes",
            "Maximum Element Depth", "depth",
            "Maximum DTD nesting depth", "depth");

    private final Limits limits;
    private final NameTable names;
    private final Attributes attributes;
    private final Events events;
    private @Nullable WstxInputFactory factory;

    private Entity entity = Entity.NONE;
    private byte[] buffer = new byte[256];
    private long document;
    private long distinctNames;
    private long produced;
    private boolean outsideWanted;
    /** Whether the document type has a part outside of the document. */
    private boolean subsetOutside;
    /** A place in the entity: so many chars come before the byte. */
    private int charsBefore;

    private int byteAt;

    DoctypeEngine(Limits limits, NameTable names, Attributes attributes, Events events) {
        this.limits = limits;
        this.names = names;
        this.attributes = attributes;
        this.events = events;
    }

    private WstxInputFactory factory() {
        WstxInputFactory made = factory;
        if (made == null) {
            made = new WstxInputFactory();
            made.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            made.setProperty(XMLInputFactory.IS_COALESCING, false);
            made.setProperty(XMLInputFactory.IS_VALIDATING, false);
            made.setProperty(XMLInputFactory.SUPPORT_DTD, true);
            made.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            made.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
            made.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
            made.setProperty(WstxInputProperties.P_CACHE_DTDS, false);
            made.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, MAX_ENTITIES);
            made.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, MAX_ENTITY_DEPTH);
            made.setProperty(WstxInputProperties.P_MAX_CHARACTERS, limits.document());
            made.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, bound(limits.depth()));
            made.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, bound(limits.attributes()));
            made.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, bound(limits.attribute()));
            made.getConfig().setDtdResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(NOTHING));
            made.getConfig().setEntityResolver(this::refuse);
            factory = made;
        }
        return made;
    }

    private static int bound(long limit) {
        return (int) Math.min(Integer.MAX_VALUE, limit);
    }

    private Object refuse(String publicId, String systemId, String base, String namespace) throws XMLStreamException {
        outsideWanted = true;
        throw new XMLStreamException("nothing outside the document is read");
    }

    /**
     * Scans a document.
     *
     * @throws DocumentException if it is not well-formed or goes beyond a limit
     */
    void scan(Entity next, long deadline) {
        entity = next;
        document--; // The scanner counts upwards, so that no two documents share a number.
        distinctNames = 0;
        produced = 0;
        outsideWanted = false;
        subsetOutside = false;
        charsBefore = 0;
        byteAt = next.start();
        attributes.begin(next.bytes());
        XMLStreamReader2 reader = null;
        try {
            reader = open(next);
            events(reader, deadline);
        } catch (XMLStreamException e) {
            throw refusal(e);
        } finally {
            close(reader);
        }
    }

    /** Opens the parser over a document. Its caller has seen to it that {@link #scan} passes. */
    XMLStreamReader2 open(Entity document) throws XMLStreamException {
        char[] chars =
                Utf8.string(document.bytes(), document.start(), document.end()).toCharArray();
        return (XMLStreamReader2) factory().createXMLStreamReader(new Stax2CharArraySource(chars, 0, chars.length));
    }

    /**
     * The index into the entity where an element begins; {@link Events#NOWHERE} if it does not stand there. The parser's own offset
     * of a start tag that follows a reference to an entity belongs to the reference, so the tag is found from its end: no start tag
     * holds another {@code <}.
     */
    int place(LocationInfo info) throws XMLStreamException {
        int place = end(info) - 1;
        while (place > entity.start() && entity.bytes()[place] != '<') {
            place--;
        }
        return Math.max(place, Events.NOWHERE);
    }

    /** The index behind a tag; {@link Events#NOWHERE} if it does not stand in the entity. */
    private int end(LocationInfo info) throws XMLStreamException {
        return info.getEndLocation().getContext() == null ? toByte(info.getEndingCharOffset()) : Events.NOWHERE;
    }

    private static void close(@Nullable XMLStreamReader2 reader) {
        if (reader != null) {
            try {
                reader.closeCompletely();
            } catch (XMLStreamException e) {
                // Input in memory has nothing to close.
            }
        }
    }

    private DocumentException refusal(XMLStreamException e) {
        Location location = e.getLocation();
        boolean inside = location instanceof XMLStreamLocation2 place && place.getContext() != null;
        long offset = location == null || inside || location.getCharacterOffset() < 0
                ? -1
                : entity.offset(toByte(location.getCharacterOffset()));
        String message = String.valueOf(e.getMessage());
        if (outsideWanted || message.startsWith(OUTSIDE)) {
            return needsOutside(offset);
        }
        if (subsetOutside && message.startsWith(UNDEFINED)) {
            return needsOutside(offset);
        }
        for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
            if (message.startsWith(limit.getKey())) {
                return Refusals.limit(
                        limit.getValue(),
                        events.path(),
                        offset,
                        "the document, its entities expanded," + " goes beyond a limit");
            }
        }
        return Refusals.malformed(events.path(), offset, "its parser, Woodstox, refuses it");
    }

    private void events(XMLStreamReader2 reader, long deadline) throws XMLStreamException {
        int depth = 0;
        int ticks = 0;
        while (reader.hasNext()) {
            if (++ticks % EVENTS_PER_CLOCK == 0 && System.nanoTime() > deadline) {
                throw limit("seconds", "the document takes longer than " + limits.seconds() + " s");
            }
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > limits.depth()) {
                        throw limit("depth", "elements are nested deeper than " + limits.depth());
                    }
                    start(reader);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    events.end(end(reader.getLocationInfo()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth > 0) {
                        text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    }
                }
                case XMLStreamConstants.DTD ->
                    subsetOutside = reader.getDTDInfo().getDTDSystemId() != null;
                case XMLStreamConstants.ENTITY_REFERENCE -> throw undefined();
                default -> {}
            }
        }
    }

    /** An entity that the document does not define: whether that makes it malformed depends on what is not read. */
    private DocumentException undefined() {
        return subsetOutside
                ? needsOutside(-1)
                : Refusals.malformed(
                        events.path(),
                        -1,
                        "there is a reference to an entity that the document itself does not define");
    }

    private DocumentException needsOutside(long offset) {
        return new DocumentException(
                RejectCodes.DOCTYPE,
                events.path(),
                offset,
                "the document needs an entity from outside of itself, which is never read; resolve it beforehand");
    }

    private void start(XMLStreamReader2 reader) throws XMLStreamException {
        attributes.clear();
        int count = reader.getAttributeCount();
        if (count + reader.getNamespaceCount() > limits.attributes()) {
            throw limit("attributes", "an element has more than " + limits.attributes() + " attributes");
        }
        for (int i = 0; i < count; i++) {
            String value = reader.getAttributeValue(i);
            int mark = attributes.scratchSize();
            byte[] room = attributes.room(3 * value.length());
            int end = Utf8.encode(value.toCharArray(), 0, value.length(), room, mark);
            if (end - mark > limits.attribute()) {
                throw limit("attribute", "an attribute is longer than " + limits.attribute() + " bytes");
            }
            produce(end - mark);
            attributes.wrote(end);
            attributes.addCopied(name(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)), mark);
            attributes.setUri(i, uri(reader.getAttributeNamespace(i)));
        }
        events.start(
                name(reader.getPrefix(), reader.getLocalName()),
                uri(reader.getNamespaceURI()),
                attributes,
                place(reader.getLocationInfo()));
    }

    private String uri(@Nullable String uri) {
        return uri == null ? Namespaces.NONE : names.namespaces.uri(uri);
    }

    private Name name(@Nullable String prefix, String local) {
        byte[] raw =
                (prefix == null || prefix.isEmpty() ? local : prefix + ":" + local).getBytes(StandardCharsets.UTF_8);
        if (local.codePointCount(0, local.length()) > limits.name()) {
            throw limit("name", "a name is longer than " + limits.name() + " characters");
        }
        Name name = names.get(raw, 0, raw.length);
        if (name == null) {
            throw Refusals.malformed(events.path(), -1, "there is something that is no name");
        }
        if (name.document != document) {
            name.document = document;
            if (++distinctNames > limits.names()) {
                throw limit("names", "the document has more than " + limits.names() + " distinct names");
            }
        }
        return name;
    }

    private void text(char[] chars, int from, int length) {
        if (buffer.length < 3 * length) {
            buffer = new byte[3 * length];
        }
        int size = Utf8.encode(chars, from, from + length, buffer, 0);
        produce(size);
        if (size > 0) {
            events.text(buffer, 0, size);
        }
    }

    private void produce(int bytes) {
        produced += bytes;
        long allowed = Math.min(limits.document(), FREE_GROWTH + MAX_GROWTH * (entity.end() - entity.start()));
        if (produced > allowed) {
            throw limit("document", "the entities of the document expand to more than " + allowed + " bytes");
        }
    }

    /** The index of the byte that a char begins at. */
    private int toByte(long chars) {
        byte[] bytes = entity.bytes();
        if (chars < charsBefore) {
            charsBefore = 0;
            byteAt = entity.start();
        }
        while (charsBefore < chars && byteAt < entity.end()) {
            int lead = bytes[byteAt] & 0xff;
            byteAt += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            charsBefore += lead < 0xf0 ? 1 : 2;
        }
        return byteAt;
    }

    private DocumentException limit(String limit, String what) {
        return Refusals.limit(limit, events.path(), -1, what);
    }
}
