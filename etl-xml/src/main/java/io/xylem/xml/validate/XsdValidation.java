package io.xylem.xml.validate;

import io.xylem.core.UsageException;
import io.xylem.xml.validate.internal.SchemaCompiler;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Validation against a schema: a recipe that holds where files are. Each JVM compiles the schema once, when it is first needed;
 * the files must be at the same place there.
 *
 * <p>Schemas are read from local files only. A location that is not a file is looked up in the folders by its end:
 * {@code http://a.org/b/c.xsd} is {@code a.org/b/c.xsd}, {@code b/c.xsd} or {@code c.xsd} in one of them. Nothing is ever fetched.
 *
 * @param schema the schema's file, absolute
 * @param folders where files are looked up that are not where a schema says, absolute, in this order
 */
public record XsdValidation(String schema, List<String> folders) implements Serializable {
    /** Copies the list. */
    public XsdValidation {
        folders = List.copyOf(folders);
    }

    /**
     * Validation against a schema whose other files, if it has any, are where it says.
     *
     * @param schema the schema's file
     * @return the recipe
     */
    public static XsdValidation of(Path schema) {
        return new XsdValidation(absolute(schema), List.of());
    }

    /**
     * The same with one more folder to look files up in.
     *
     * @param folder the folder
     * @return the recipe
     */
    public XsdValidation withFolder(Path folder) {
        List<String> more = new ArrayList<>(folders);
        more.add(absolute(folder));
        return new XsdValidation(schema, more);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /**
     * Compiles the schema as its files are now, also for whoever validates with an equal recipe from now on in this JVM.
     *
     * @return a digest of the content of all files that belong to the schema: SHA-256, 64 hexadecimal digits; the same on any
     *     machine
     * @throws UsageException if it cannot be compiled, with file, line and column
     */
    public String compile() {
        return SchemaCompiler.compile(this).digest();
    }
}
