package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.xerces.xni.parser.XMLErrorHandler;
import org.apache.xerces.xni.parser.XMLParseException;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with schemas. What Xerces passes over, a document that it cannot find, is wrong too. */
final class SchemaProblems implements XMLErrorHandler {
    private static final int MOST = 20;
    private static final String UNREAD = "schema_reference.4";

    private final SchemaFiles files;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> found = new LinkedHashSet<>();

    SchemaProblems(SchemaFiles files) {
        this.files = files;
    }

    @Override
    public void warning(@Nullable String domain, @Nullable String key, XMLParseException problem) {
        if (UNREAD.equals(key)) {
            add(key, problem);
        }
    }

    @Override
    public void error(@Nullable String domain, @Nullable String key, XMLParseException problem) {
        add(key, problem);
    }

    @Override
    public void fatalError(@Nullable String domain, @Nullable String key, XMLParseException problem) {
        add(key, problem);
    }

    private void add(@Nullable String key, XMLParseException problem) {
        String where = where(problem);
        String unread = UNREAD.equals(key) ? files.takeUnread() : null;
        if (unread != null) {
            missing.add(where + unread);
        } else if (!UNREAD.equals(key)) {
            found.add(where + problem.getMessage());
        } else if (found.isEmpty()) {
            found.add(where + "not a schema: " + problem.getMessage());
        }
    }

    private String where(XMLParseException problem) {
        String id = problem.getExpandedSystemId();
        if (id == null) {
            return files.last() + ": ";
        }
        Path file = SchemaFiles.local(id);
        return (file == null ? id : file) + ":" + problem.getLineNumber() + ":" + problem.getColumnNumber() + ": ";
    }

    /**
     * Ends with what was found, if anything was. If documents are missing, that is all: the rest follows from it.
     *
     * @throws UsageException with every finding, up to 20, on a line of its own with file, line and column
     */
    void check() {
        Set<String> all = missing.isEmpty() ? found : missing;
        if (!all.isEmpty()) {
            String lines = String.join("\n", all.stream().limit(MOST).toList());
            throw new UsageException(all.size() > MOST ? lines + "\nand " + (all.size() - MOST) + " others" : lines);
        }
    }
}
