package io.xylem.xml.validate.internal;

import io.xylem.core.UsageException;
import io.xylem.xml.validate.XsdValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.SAXParseException;

/** Compiles schemas with the JDK's own implementation, whatever else is on the class path, and keeps them. */
public final class SchemaCompiler {
    /** Root is English. English itself, without a bundle of its own, would be the language of the machine. */
    static final String LOCALE = "http://apache.org/xml/properties/locale";

    /** As many as anybody uses at once; they are large. */
    private static final int MAX_KEPT = 16;

    private static final Map<XsdValidation, Compiled> COMPILED = new ConcurrentHashMap<>();

    /**
     * A schema.
     *
     * @param schema may be shared by threads
     * @param digest a SHA-256 of its files' content, in hexadecimal digits
     */
    public record Compiled(Schema schema, String digest) {}

    private SchemaCompiler() {}

    /**
     * Compiles a schema, even if it has been.
     *
     * @param recipe where it is
     * @return the schema
     * @throws UsageException if it cannot be compiled
     */
    public static Compiled compile(XsdValidation recipe) {
        Compiled schema = read(recipe);
        if (COMPILED.size() >= MAX_KEPT) {
            COMPILED.clear();
        }
        COMPILED.put(recipe, schema);
        return schema;
    }

    /** The schema, compiled now if it has not been yet. */
    static Schema get(XsdValidation recipe) {
        Compiled schema = COMPILED.get(recipe);
        if (schema == null) {
            synchronized (SchemaCompiler.class) {
                schema = COMPILED.get(recipe);
                return (schema == null ? compile(recipe) : schema).schema();
            }
        }
        return schema.schema();
    }

    private static Compiled read(XsdValidation recipe) {
        Path file = Path.of(recipe.schema());
        try {
            SchemaFactory factory = factory();
            SchemaFiles files = new SchemaFiles(recipe);
            factory.setResourceResolver(files);
            factory.setErrorHandler(new Strict());
            Schema schema = factory.newSchema(new StreamSource(
                    new ByteArrayInputStream(files.read(file)), file.toUri().toString()));
            return new Compiled(schema, files.digest());
        } catch (SAXParseException e) {
            throw new UsageException(where(e, file) + ": the schema is wrong: " + e.getMessage(), e);
        } catch (SAXException e) {
            throw new UsageException(file + ": the schema cannot be compiled: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such schema; check the path", e);
        } catch (IOException e) {
            throw new UsageException(file + ": the schema cannot be read: " + e, e);
        }
    }

    private static SchemaFactory factory() throws SAXNotRecognizedException, SAXNotSupportedException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "file");
        factory.setProperty(LOCALE, Locale.ROOT);
        return factory;
    }

    private static String where(SAXParseException e, Path file) {
        String system = e.getSystemId();
        String name = system == null || !system.startsWith("file:") ? file.toString() : SchemaFiles.path(system);
        return name + ":" + e.getLineNumber() + ":" + e.getColumnNumber();
    }

    /** Takes no errors; a warning is that a location was not found, which is an error of {@link SchemaFiles} already. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
