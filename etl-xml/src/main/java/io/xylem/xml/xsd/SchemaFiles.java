package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.xerces.xni.XMLResourceIdentifier;
import org.apache.xerces.xni.grammars.XMLSchemaDescription;
import org.apache.xerces.xni.parser.XMLEntityResolver;
import org.apache.xerces.xni.parser.XMLInputSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds schema documents among local files, never anywhere else: where their location says, relative to the schema that names
 * them, or else in the folders of a catalogue, by as many last parts of the location as agree with a file there.
 */
final class SchemaFiles implements XMLEntityResolver {
    private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
    private static final String XML_ATTRIBUTES = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
              <xs:attribute name="lang" type="xs:string"/>
              <xs:attribute name="space" type="xs:NCName"/>
              <xs:attribute name="base" type="xs:anyURI"/>
              <xs:attribute name="id" type="xs:ID"/>
              <xs:attributeGroup name="specialAttrs">
                <xs:attribute ref="xml:base"/>
                <xs:attribute ref="xml:lang"/>
                <xs:attribute ref="xml:space"/>
                <xs:attribute ref="xml:id"/>
              </xs:attributeGroup>
            </xs:schema>
            """;
    private static final int CATALOGUE_DEPTH = 32;

    private final List<Path> files = new ArrayList<>();
    private final Set<Path> read = new LinkedHashSet<>();
    private Path last = Path.of("");
    private @Nullable String unread;

    /**
     * Lists the schema files of the catalogue.
     *
     * @throws UsageException if a folder cannot be read
     */
    SchemaFiles(List<Path> catalogue) {
        for (Path folder : catalogue) {
            try (Stream<Path> all = Files.walk(folder.toRealPath(), CATALOGUE_DEPTH)) {
                all.filter(file -> file.getFileName() != null
                                && file.getFileName().toString().endsWith(".xsd"))
                        .sorted(Comparator.comparing(Path::toString))
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UsageException(
                        folder + ": this folder of schemas cannot be read: " + e + " — check its path", e);
            }
        }
    }

    /** The schema documents that were read, in that order. */
    Set<Path> read() {
        return read;
    }

    /** The schema document that was read last. */
    Path last() {
        return last;
    }

    /** A schema document to begin with. */
    XMLInputSource open(Path file) throws IOException {
        Path real = file.toRealPath();
        read.add(real);
        last = real;
        return new XMLInputSource(null, real.toUri().toString(), null);
    }

    /** Why a document could not be read, which Xerces does not pass on; null if all could, or it was asked for already. */
    @Nullable String takeUnread() {
        String reason = unread;
        unread = null;
        return reason;
    }

    private IOException unread(String reason) {
        unread = reason;
        return new IOException(reason);
    }

    @Override
    public @Nullable XMLInputSource resolveEntity(XMLResourceIdentifier wanted) throws IOException {
        String location = location(wanted);
        if (!(wanted instanceof XMLSchemaDescription) && location != null) {
            return entity(wanted, location);
        }
        if (location == null) {
            return XML_NAMESPACE.equals(wanted.getNamespace()) ? xmlAttributes(wanted) : null;
        }
        Path file = find(location);
        if (file != null) {
            return open(file);
        }
        if (XML_NAMESPACE.equals(wanted.getNamespace())) {
            return xmlAttributes(wanted);
        }
        throw unread("no local file is at the schemaLocation \"" + wanted.getLiteralSystemId()
                + "\" — put it there, or name a folder of schemas that has it");
    }

    /** Schemas that have a DOCTYPE do without what is outside of it. No text of other files gets into them. */
    private XMLInputSource entity(XMLResourceIdentifier wanted, String location) throws IOException {
        if (location.endsWith(".dtd")) {
            return text(wanted, location, "");
        }
        throw unread("an entity is outside of the document, at " + wanted.getLiteralSystemId()
                + ", which is not read — put its text in its place");
    }

    private static XMLInputSource xmlAttributes(XMLResourceIdentifier wanted) {
        return text(wanted, "xylem:xml.xsd", XML_ATTRIBUTES);
    }

    private static XMLInputSource text(XMLResourceIdentifier wanted, String id, String text) {
        return new XMLInputSource(wanted.getPublicId(), id, null, new StringReader(text), null);
    }

    /** Where a document is, by what names it: names of files may have characters that have no place in a URI. */
    private static @Nullable String location(XMLResourceIdentifier wanted) {
        String literal = wanted.getLiteralSystemId();
        URI uri = literal == null ? null : uri(literal);
        URI base = wanted.getBaseSystemId() == null ? null : uri(wanted.getBaseSystemId());
        if (uri == null || base == null) {
            return literal;
        }
        return base.resolve(uri).toString();
    }

    private @Nullable Path find(String location) throws IOException {
        URI uri = uri(location);
        if (uri == null) {
            return null;
        }
        Path file = local(uri);
        if (file != null && Files.isRegularFile(file)) {
            return file;
        }
        return inCatalogue((uri.getHost() == null ? "" : uri.getHost()) + (uri.getPath() == null ? "" : uri.getPath()));
    }

    /** The local file that a system identifier names; null if it names something else. */
    static @Nullable Path local(String id) {
        URI uri = uri(id);
        return uri == null ? null : local(uri);
    }

    private static @Nullable Path local(URI uri) {
        if (!"file".equals(uri.getScheme()) || uri.getRawPath() == null) {
            return null;
        }
        try {
            return Path.of(
                    URI.create("file://" + URI.create(uri.toASCIIString()).getRawPath()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable URI uri(String id) {
        try {
            return new URI(id.replace(" ", "%20"));
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The file that agrees with most last parts of a location. */
    private @Nullable Path inCatalogue(String location) throws IOException {
        Path wanted = Path.of(location).normalize();
        int most = 0;
        List<Path> best = new ArrayList<>();
        for (Path file : files) {
            int agreed = 0;
            while (agreed < Math.min(wanted.getNameCount(), file.getNameCount())
                    && last(wanted, agreed).equals(last(file, agreed))) {
                agreed++;
            }
            if (agreed > most) {
                best.clear();
                most = agreed;
            }
            if (agreed == most && agreed > 0) {
                best.add(file);
            }
        }
        if (best.size() > 1) {
            throw unread("several files of the catalogue could be " + location + ": " + best
                    + " — name a folder of schemas that has one of them");
        }
        return best.isEmpty() ? null : best.get(0);
    }

    private static Path last(Path path, int back) {
        return path.getName(path.getNameCount() - 1 - back);
    }
}
