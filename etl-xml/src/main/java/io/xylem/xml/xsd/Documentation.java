package io.xylem.xml.xsd;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.xerces.xs.XSAnnotation;
import org.apache.xerces.xs.XSObjectList;
import org.jspecify.annotations.Nullable;

/** What {@code xs:documentation} says, in a sentence. */
final class Documentation {
    private static final String SCHEMA = "http://www.w3.org/2001/XMLSchema";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final int LONGEST = 300;

    private static final XMLInputFactory FACTORY = factory();

    private Documentation() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }

    /** The first sentence of the first documentation with text; English goes before other languages. Null if there is none. */
    static @Nullable String of(XSObjectList annotations) {
        String foreign = null;
        for (int i = 0; i < annotations.getLength(); i++) {
            for (Said said : read(((XSAnnotation) annotations.item(i)).getAnnotationString())) {
                String sentence = sentence(said.text);
                if (!sentence.isEmpty() && (said.language == null || said.language.startsWith("en"))) {
                    return sentence;
                }
                foreign = foreign == null && !sentence.isEmpty() ? sentence : foreign;
            }
        }
        return foreign;
    }

    private record Said(@Nullable String language, String text) {}

    /** The texts of an annotation's documentation elements; of one with a {@code Definition} element inside, as CCTS has it, only that. */
    private static List<Said> read(String annotation) {
        List<Said> all = new ArrayList<>();
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(annotation));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("documentation")
                        && SCHEMA.equals(reader.getNamespaceURI())) {
                    all.add(new Said(reader.getAttributeValue(XML, "lang"), text(reader)));
                }
            }
            reader.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("annotations are well-formed", e);
        }
        return all;
    }

    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder all = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                all.append(' ');
                depth++;
                if (reader.getLocalName().equals("Definition")) {
                    String definition = reader.getElementText();
                    skip(reader, depth - 1);
                    return definition;
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                all.append(' ');
                depth--;
            } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                all.append(reader.getText());
            }
        }
        return all.toString();
    }

    private static void skip(XMLStreamReader reader, int ends) throws XMLStreamException {
        for (int depth = ends; depth > 0; ) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** The first sentence, white space collapsed, and cut between words if it is long. */
    private static String sentence(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = line.indexOf(". ");
        String first = end < 0 ? line : line.substring(0, end + 1);
        if (first.length() <= LONGEST) {
            return first;
        }
        int space = first.lastIndexOf(' ', LONGEST);
        return first.substring(0, space < 0 ? LONGEST : space) + " …";
    }
}
