package io.xylem.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a mapping, and the command with its output. */
abstract class CommandTesting {
    static final String MAPPING = """
            version: 1
            record: /library/book
            columns:
              - {name: isbn,  path: "@isbn", type: string, required: true}
              - {name: price, path: price, type: double}
            groups:
              - name: author
                path: author
                columns:
                  - {name: author_name, path: ., type: string}
            """;
    static final String GOOD = book("1", "9.5");

    @TempDir
    Path folder;

    Path mapping;
    Path table;
    final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream systemErr = System.err;
    private final PrintStream systemOut = System.out;

    @BeforeEach
    void prepare() throws IOException {
        mapping = Files.writeString(folder.resolve("books.yaml"), MAPPING);
        table = folder.resolve("books");
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(systemErr);
        System.setOut(systemOut);
    }

    static String book(String isbn, String price) {
        return "<library><book isbn='" + isbn + "'><author>A</author><author>B</author><price>" + price
                + "</price></book></library>";
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    int ingest(Path input, String... more) {
        return run(
                List.of(
                        "ingest",
                        "--mapping",
                        mapping.toString(),
                        "--table",
                        table.toString(),
                        "--input",
                        input.toString()),
                more);
    }

    int preview(Path input, String... more) {
        return run(List.of("preview", "--mapping", mapping.toString(), "--input", input.toString()), more);
    }

    static int run(List<String> first, String... more) {
        return Etl.run(Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    Path zip(String name, String... documents) throws IOException {
        Path zip = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (int i = 0; i < documents.length; i++) {
                entries.putNextEntry(new ZipEntry(i + ".xml"));
                entries.write(documents[i].getBytes(StandardCharsets.UTF_8));
                entries.closeEntry();
            }
        }
        return zip;
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** What the command has said on stderr since the last call. */
    String newErrors() {
        String said = errors();
        errors.reset();
        return said;
    }
}
