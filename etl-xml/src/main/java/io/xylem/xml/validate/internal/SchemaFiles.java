package io.xylem.xml.validate.internal;

import io.xylem.core.UsageException;
import io.xylem.xml.validate.XsdValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/** Finds the files that a schema refers to: where it says if that is a local file, else in the folders. */
final class SchemaFiles implements LSResourceResolver {
    private static final String DTD = "http://www.w3.org/TR/REC-xml";

    private final XsdValidation recipe;
    private final DOMImplementationLS inputs;
    private final SortedSet<String> digests = new TreeSet<>();

    SchemaFiles(XsdValidation recipe) {
        this.recipe = recipe;
        try {
            inputs = (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .getFeature("LS", "3.0");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK has a DOM", e);
        }
    }

    /** The path of a file's uri. */
    static String path(String uri) {
        try {
            return Path.of(URI.create(uri)).toString();
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }

    /** The bytes of a file, which from now on count for {@link #digest}. */
    byte[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        digests.add(HexFormat.of().formatHex(sha256().digest(bytes)));
        return bytes;
    }

    /** The digest of the content of all files that were read, wherever they are and in whatever order they were. */
    String digest() {
        return HexFormat.of()
                .formatHex(sha256().digest(String.join("\n", digests).getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Null only where no location is given, so that there is nothing to be fetched. */
    @Override
    public @Nullable LSInput resolveResource(
            String type,
            @Nullable String namespace,
            @Nullable String publicId,
            @Nullable String location,
            @Nullable String base) {
        if (location == null) {
            return null;
        }
        Path file = find(location, base);
        if (file != null) {
            try {
                return input(read(file), file.toUri().toString());
            } catch (IOException e) {
                throw new UsageException(file + ": the schema cannot be read: " + e, e);
            }
        }
        if (type.equals(DTD)) {
            // Schemas that have a DOCTYPE do without what is in it, but for their own entities.
            return input(new byte[0], location);
        }
        throw new UsageException((base == null ? recipe.schema() : path(base)) + ": the schema needs " + location
                + (namespace == null ? "" : " (namespace " + namespace + ")")
                + ", which is neither there nor in " + (recipe.folders().isEmpty() ? "a folder" : recipe.folders())
                + "; nothing is fetched: name the folder that has it");
    }

    private LSInput input(byte[] bytes, String uri) {
        LSInput input = inputs.createLSInput();
        input.setByteStream(new ByteArrayInputStream(bytes));
        input.setSystemId(uri);
        return input;
    }

    private @Nullable Path find(String location, @Nullable String base) {
        URI uri;
        try {
            uri = base == null ? URI.create(location) : URI.create(base).resolve(location);
            if ("file".equals(uri.getScheme()) && Files.isRegularFile(Path.of(uri))) {
                return Path.of(uri);
            }
        } catch (IllegalArgumentException e) {
            return null;
        }
        List<String> steps = new ArrayList<>();
        if (uri.getHost() != null) {
            steps.add(uri.getHost());
        }
        for (String step : (uri.getPath() == null ? location : uri.getPath()).split("/", -1)) {
            if (!step.isEmpty() && !step.equals("..") && !step.equals(".")) {
                steps.add(step);
            }
        }
        for (int from = 0; from < steps.size(); from++) {
            for (String folder : recipe.folders()) {
                Path file = below(folder, steps.subList(from, steps.size()));
                if (file != null) {
                    return file;
                }
            }
        }
        return null;
    }

    private static @Nullable Path below(String folder, List<String> steps) {
        try {
            Path file = Path.of(folder, steps.toArray(String[]::new));
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
