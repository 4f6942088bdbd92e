package io.xylem.xml.xsd;

import com.ctc.wstx.stax.WstxInputFactory;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.xerces.impl.Constants;
import org.apache.xerces.impl.xs.XMLSchemaLoader;
import org.apache.xerces.util.SecurityManager;
import org.apache.xerces.util.XMLGrammarPoolImpl;
import org.apache.xerces.xni.XNIException;
import org.apache.xerces.xni.grammars.XMLGrammarDescription;
import org.apache.xerces.xni.grammars.XSGrammar;
import org.apache.xerces.xs.XSModel;

/**
 * Schema documents, read and compiled.
 *
 * @param model their declarations
 * @param prefixes namespaces by the prefixes that the documents declare; of several for one, or of one for several, the first
 */
record SchemaDocuments(XSModel model, Map<String, String> prefixes) {
    /**
     * Reads schemas with all that they include and import.
     *
     * @throws UsageException if a document is missing or anything is wrong, with file and line
     */
    static SchemaDocuments load(List<Path> schemas, List<Path> catalogue) {
        SchemaFiles files = new SchemaFiles(catalogue);
        SchemaProblems problems = new SchemaProblems(files);
        XMLSchemaLoader loader = new XMLSchemaLoader();
        loader.setEntityResolver(files);
        loader.setErrorHandler(problems);
        loader.setProperty(
                Constants.XERCES_PROPERTY_PREFIX + Constants.SECURITY_MANAGER_PROPERTY, new SecurityManager());
        for (Path schema : schemas) {
            if (!Files.isRegularFile(schema)) {
                throw new UsageException(schema + ": there is no such file — check the path of the schema");
            }
        }
        XMLGrammarPoolImpl pool = new XMLGrammarPoolImpl();
        loader.setProperty(Constants.XERCES_PROPERTY_PREFIX + Constants.XMLGRAMMAR_POOL_PROPERTY, pool);
        try {
            for (Path schema : schemas) {
                loader.loadGrammar(files.open(schema));
            }
        } catch (XNIException | IOException e) {
            problems.check();
            throw new UsageException(schemas.get(0) + ": the schema cannot be read: " + e.getMessage(), e);
        }
        problems.check();
        XSGrammar[] grammars = Arrays.stream(pool.retrieveInitialGrammarSet(XMLGrammarDescription.XML_SCHEMA))
                .map(XSGrammar.class::cast)
                .toArray(XSGrammar[]::new);
        if (grammars.length == 0) {
            throw new UsageException(schemas.get(0) + ": it is not a schema");
        }
        XSModel model = grammars[0].toXSModel(Arrays.copyOfRange(grammars, 1, grammars.length));
        Map<String, String> prefixes = new LinkedHashMap<>();
        files.read().forEach(file -> prefixes(file, prefixes));
        return new SchemaDocuments(model, prefixes);
    }

    /** Adds the prefixes that a document's root declares. */
    private static void prefixes(Path file, Map<String, String> into) {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (!reader.isStartElement()) {
                reader.next();
            }
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                String prefix = reader.getNamespacePrefix(i);
                String uri = reader.getNamespaceURI(i);
                if (prefix != null && !prefix.isEmpty() && uri != null && !into.containsValue(uri)) {
                    into.putIfAbsent(prefix, uri);
                }
            }
            reader.close();
        } catch (IOException | XMLStreamException e) {
            throw new UsageException(file + ": the schema cannot be read: " + e.getMessage(), e);
        }
    }
}
