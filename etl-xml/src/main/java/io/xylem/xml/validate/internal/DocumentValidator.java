package io.xylem.xml.validate.internal;

import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.RejectCodes;
import io.xylem.xml.validate.XsdValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/** Validates one document after another. Used by one thread. */
public final class DocumentValidator {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentValidator.class);
    private static final int ELEMENTS_PER_CLOCK = 1024;

    /** The JDK's own limits, which the scanner's have replaced: documents come here when they have passed those. */
    private static final List<String> LIMITS = List.of(
            "jdk.xml.entityExpansionLimit",
            "jdk.xml.elementAttributeLimit",
            "jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.maxParameterEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit",
            "jdk.xml.entityReplacementLimit",
            "jdk.xml.maxXMLNameLimit",
            "jdk.xml.maxElementDepth");

    private final BiFunction<String, String, String> display;
    private final Follower follower;

    /**
     * A validator.
     *
     * @param recipe the schema
     * @param display how messages show an element, by its namespace and local name
     * @throws io.xylem.core.UsageException if the schema cannot be compiled
     */
    public DocumentValidator(XsdValidation recipe, BiFunction<String, String, String> display) {
        this.display = display;
        try {
            ValidatorHandler validator = SchemaCompiler.get(recipe).newValidatorHandler();
            validator.setProperty(SchemaCompiler.LOCALE, Locale.ROOT);
            follower = new Follower(reader(), validator);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own validator cannot be set up", e);
        }
    }

    private static XMLReader reader() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        for (String limit : LIMITS) {
            // Not 0: for the length of names, that means no character at all.
            reader.setProperty(limit, Integer.toString(Integer.MAX_VALUE));
        }
        return reader;
    }

    /**
     * Validates a document.
     *
     * @param document a document that is well-formed and within the limits
     * @param deadline when it must be done, by {@link System#nanoTime}
     * @throws DocumentException if it is not valid, with line, column and the first reason
     */
    public void check(Document document, long deadline) {
        follower.begin(deadline);
        try {
            InputSource input =
                    new InputSource(new ByteArrayInputStream(document.buffer(), document.offset(), document.length()));
            follower.parse(input);
        } catch (SAXParseException e) {
            throw follower.refusal("line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": "
                    + reason(String.valueOf(e.getMessage())));
        } catch (SAXException | IOException e) {
            throw follower.refusal("the JDK's parser fails with " + e.getClass().getSimpleName());
        } catch (DocumentException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("the validator failed; its document is refused", e);
            throw follower.refusal(
                    "the JDK's validator fails with " + e.getClass().getSimpleName());
        }
    }

    /** The JDK's reason, in English, without the values of the document that it quotes. */
    static String reason(String message) {
        int colon = message.indexOf(": ");
        if (!message.startsWith("cvc-") || colon < 0) {
            return "the JDK's parser refuses it";
        }
        String code = message.substring(0, colon);
        boolean namesOnly = code.startsWith("cvc-complex-type.2")
                || code.startsWith("cvc-complex-type.3.2")
                || code.equals("cvc-complex-type.4")
                || code.startsWith("cvc-elt.1")
                || code.equals("cvc-elt.2");
        int tail = message.lastIndexOf("' is not ");
        String reason = namesOnly
                ? message
                : tail < 0 ? code + ": a value is not valid" : code + ": a value" + message.substring(tail + 1);
        return reason.length() > 1000 ? reason.substring(0, 1000) + "…" : reason;
    }

    /** Stands between parser and validator, to know where they are. */
    private final class Follower extends XMLFilterImpl {
        private final List<String> uris = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private long deadline;
        private int ticks;

        Follower(XMLReader parser, ValidatorHandler validator) {
            super(parser);
            setContentHandler(validator);
            validator.setErrorHandler(this);
        }

        void begin(long end) {
            deadline = end;
            ticks = 0;
            uris.clear();
            names.clear();
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            uris.add(uri);
            names.add(local);
            if (++ticks % ELEMENTS_PER_CLOCK == 0 && System.nanoTime() > deadline) {
                throw new DocumentException(
                        "LIMIT_SECONDS",
                        path(),
                        -1,
                        "the document takes too long to validate; raise the limit 'seconds' if that is right");
            }
            super.startElement(uri, local, qualified, attributes);
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            super.endElement(uri, local, qualified);
            uris.remove(uris.size() - 1);
            names.remove(names.size() - 1);
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }

        DocumentException refusal(String what) {
            return new DocumentException(
                    RejectCodes.SCHEMA,
                    path(),
                    -1,
                    "the document is not valid against its schema: " + what
                            + "; correct the document, or choose the schema that it follows");
        }

        private @Nullable String path() {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < names.size(); i++) {
                path.append('/').append(display.apply(uris.get(i), names.get(i)));
            }
            return path.isEmpty() ? null : path.toString();
        }
    }
}
