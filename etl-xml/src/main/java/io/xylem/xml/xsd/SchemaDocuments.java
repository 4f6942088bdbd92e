package io.xylem.xml.xsd;

import com.ctc.wstx.stax.WstxInputFactory;
import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.xerces.impl.Constants;
import org.apache.xerces.impl.xs.XMLSchemaLoader;
import org.apache.xerces.util.SecurityManager;
import org.apache.xerces.xni.XNIException;
import org.apache.xerces.xni.grammars.XMLSchemaDescription;
import org.apache.xerces.xni.grammars.XSGrammar;
import org.apache.xerces.xni.parser.XMLInputSource;
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
        for (Path schema : schemas) {
            if (!Files.isRegularFile(schema)) {
                throw new UsageException(schema
                        + (Files.isDirectory(schema)
                                ? ": this is a folder — name a schema in it"
                                : ": there is no such file — check the path of the schema"));
            }
        }
        List<XSGrammar> grammars = new ArrayList<>();
        for (Path schema : schemas) {
            grammars.add(load(schema, files, problems));
        }
        XSModel model =
                grammars.size() == 1 ? grammars.get(0).toXSModel() : together(schemas, grammars, files, problems);
        Map<String, String> prefixes = new LinkedHashMap<>();
        files.read().forEach(file -> prefixes(file, prefixes));
        return new SchemaDocuments(model, prefixes);
    }

    private static XSGrammar load(Path schema, SchemaFiles files, SchemaProblems problems) {
        try {
            return load(files.open(schema), schema, files, problems);
        } catch (IOException e) {
            throw new UsageException(schema + ": the schema cannot be read: " + e.getMessage(), e);
        }
    }

    private static XSGrammar load(XMLInputSource input, Path schema, SchemaFiles files, SchemaProblems problems) {
        XMLSchemaLoader loader = new XMLSchemaLoader();
        loader.setEntityResolver(files);
        loader.setErrorHandler(problems);
        loader.setProperty(
                Constants.XERCES_PROPERTY_PREFIX + Constants.SECURITY_MANAGER_PROPERTY, new SecurityManager());
        loader.setFeature(Constants.XERCES_FEATURE_PREFIX + Constants.HONOUR_ALL_SCHEMALOCATIONS_FEATURE, true);
        XSGrammar grammar;
        try {
            grammar = (XSGrammar) loader.loadGrammar(input);
        } catch (XNIException | IOException e) {
            problems.check();
            throw new UsageException(schema + ": the schema cannot be read: " + e.getMessage(), e);
        }
        problems.check();
        if (grammar == null) {
            throw new UsageException(schema + ": it is not a schema");
        }
        return grammar;
    }

    /** One model of several schemas, which may have the same namespace: that of a schema that imports them all. */
    private static XSModel together(
            List<Path> schemas, List<XSGrammar> grammars, SchemaFiles files, SchemaProblems problems) {
        StringBuilder all = new StringBuilder("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                + " targetNamespace=\"urn:xylem:together\">");
        for (int i = 0; i < schemas.size(); i++) {
            String namespace = ((XMLSchemaDescription) grammars.get(i).getGrammarDescription()).getTargetNamespace();
            all.append("<xs:import")
                    .append(namespace == null ? "" : " namespace=\"" + escape(namespace) + "\"")
                    .append(" schemaLocation=\"")
                    .append(escape(schemas.get(i).toUri().toString()))
                    .append("\"/>");
        }
        XMLInputSource input = new XMLInputSource(
                null,
                "xylem:together.xsd",
                null,
                new StringReader(all.append("</xs:schema>").toString()),
                null);
        return load(input, schemas.get(0), files, problems).toXSModel();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
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
