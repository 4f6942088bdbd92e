package io.xylem.xml.internal.archive;

import io.xylem.core.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the input files, and the names under which they appear. */
public final class InputFiles {
    private static final String WILDCARDS = "*?[{";
    /** What a folder has in it if it is a Delta table, or one that this library is about to make. */
    private static final List<String> TABLE_FOLDERS = List.of("_delta_log", "_xylem");

    private static final Comparator<Input> BY_NAME = (a, b) -> compare(a.name, b.name);

    private final @Nullable Path root;
    private final boolean several;
    private final List<Input> found = new ArrayList<>();
    /** The outermost folder in which a file has been found, if there are several inputs. */
    private final Map<Path, Path> known = new HashMap<>();

    private int matches;

    private InputFiles(@Nullable Path root, boolean several) {
        this.root = root;
        this.several = several;
    }

    /**
     * A file to read. There may be millions, so the folder is shared.
     *
     * @param folder what the name is relative to
     * @param name its name in {@code _source}, with {@code /}
     * @param uri where it is, if folder and name do not tell: the bytes of its name are not text in the encoding of this system
     */
    public record Input(
            String folder, String name, @Nullable String uri) implements Serializable {
        /**
         * Where the file is.
         *
         * @return its path
         */
        public Path path() {
            return uri == null ? Path.of(folder, name) : Path.of(URI.create(uri));
        }
    }

    /**
     * Lists input files, sorted by the bytes of their names in UTF-8. A file that several inputs hold is listed once, under
     * its longest name, which is the same in whatever order the inputs are given.
     *
     * @param inputs files, folders and globs
     * @param root names are relative to it; null for relative to each input
     * @return the files
     * @throws IOException if a folder cannot be listed
     * @throws UsageException if an input does not exist, is not below the root, or two files have the same name
     */
    public static List<Input> list(List<String> inputs, @Nullable Path root) throws IOException {
        InputFiles files =
                new InputFiles(root == null ? null : root.toAbsolutePath().normalize(), inputs.size() > 1);
        for (String input : inputs) {
            files.add(input);
        }
        files.known.forEach((file, folder) -> files.found.add(input(folder, file)));
        files.found.sort(BY_NAME);
        requireDistinct(files.found);
        return files.found;
    }

    private static void requireDistinct(List<Input> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            Input one = sorted.get(i);
            if (i > 0 && one.name.equals(sorted.get(i - 1).name)) {
                throw new UsageException("inputs " + sorted.get(i - 1).path() + " and " + one.path()
                        + " would both be named '" + one.name + "'; set a source root that tells them apart");
            }
            for (int at = one.name.indexOf("!/"); at >= 0; at = one.name.indexOf("!/", at + 1)) {
                Input archive = new Input("", one.name.substring(0, at), null);
                int place = Collections.binarySearch(sorted, archive, BY_NAME);
                if (place >= 0) {
                    throw new UsageException("input " + one.path() + " is named like an entry of "
                            + sorted.get(place).path() + "; rename the folder '" + archive.name + "!'");
                }
            }
        }
    }

    /** The order of names' bytes in UTF-8, which is that of their code points. */
    private static int compare(String a, String b) {
        int most = Math.min(a.length(), b.length());
        for (int i = 0; i < most; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pairs = Character.isSurrogate(x) != Character.isSurrogate(y);
                return pairs ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private void add(String input) throws IOException {
        if (input.isEmpty()) {
            throw new UsageException("an input is empty; give a file, a folder ('.' for this one) or a glob");
        }
        Path path = path(input);
        if (Files.isDirectory(path)) {
            takeAll(path, path);
        } else if (Files.isRegularFile(path)) {
            take(parent(path), path);
        } else if (Files.exists(path)) {
            throw new UsageException("input " + input + " is neither a file nor a folder");
        } else if (wildcard(input) >= 0) {
            glob(input);
        } else {
            throw new UsageException("input " + input + " does not exist; give a file, a folder or a glob");
        }
    }

    private static Path path(String input) {
        try {
            return Path.of(input).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("input " + input + " is not a path: " + e.getReason(), e);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static int wildcard(String input) {
        for (int i = 0; i < input.length(); i++) {
            if (WILDCARDS.indexOf(input.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private void glob(String input) throws IOException {
        int slash = input.lastIndexOf('/', wildcard(input));
        Path base = path(slash < 0 ? "" : input.substring(0, slash + 1));
        String pattern = input.substring(slash + 1);
        Glob glob = Glob.of(pattern);
        int before = matches;
        if (Files.isDirectory(base)) {
            List<Path> folders = new ArrayList<>();
            walk(base, pattern.contains("**") ? Integer.MAX_VALUE : depth(pattern), new Visitor() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (folder.equals(base) || !glob.matches(name(base, folder))) {
                        return super.preVisitDirectory(folder, attributes);
                    }
                    folders.add(folder);
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (glob.matches(name(base, file))) {
                        if (attributes.isDirectory()) {
                            folders.add(file);
                        } else {
                            take(base, file, attributes);
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            for (Path folder : folders) {
                takeAll(base, folder);
            }
        }
        if (matches == before) {
            throw new UsageException("input " + input + " matches no file");
        }
    }

    private static int depth(String pattern) {
        return 1 + (int) pattern.chars().filter(c -> c == '/').count();
    }

    /** Takes all files below a folder, under names relative to a base. */
    private void takeAll(Path base, Path folder) throws IOException {
        walk(folder, Integer.MAX_VALUE, new Visitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                take(base, file, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Takes a file that was found; passes over what is none, such as a pipe. */
    private void take(Path base, Path file, BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            throw new UsageException(
                    "input " + file + " is a link to nothing; bring back what it leads to, or remove it");
        }
        if (attributes.isRegularFile()) {
            take(base, file);
        }
    }

    private static void walk(Path folder, int depth, Visitor visitor) throws IOException {
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
    }

    /** Passes over folders of tables, and links that lead back to where they came from; everything else must be readable. */
    private abstract static class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            boolean table = TABLE_FOLDERS.stream().anyMatch(name -> Files.isDirectory(folder.resolve(name)));
            return table ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            if (error instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw new IOException("input " + file + " cannot be listed: " + error, error);
        }
    }

    /** The name of a file in a folder: its bytes are UTF-8, else ISO 8859-1, in whatever encoding this system shows them. */
    private static String name(Path folder, Path file) {
        String shown = folder.relativize(file).toString().replace(File.separatorChar, '/');
        return ascii(shown)
                ? shown
                : decode(file.toUri().getRawPath(), folder.toUri().getRawPath());
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String decode(String file, String folder) {
        String rest = file.substring(folder.length() + (folder.endsWith("/") ? 0 : 1));
        return Arrays.stream(rest.split("/")).map(InputFiles::decode).collect(Collectors.joining("/"));
    }

    private static String decode(String escaped) {
        ByteBuffer bytes = ByteBuffer.allocate(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            boolean hex = escaped.charAt(i) == '%';
            bytes.put((byte) (hex ? Integer.parseInt(escaped, i + 1, i + 3, 16) : escaped.charAt(i)));
            i += hex ? 2 : 0;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes.array(), 0, bytes.limit(), StandardCharsets.ISO_8859_1);
        }
    }

    private void take(Path base, Path file) {
        matches++;
        if (root != null && !file.startsWith(root)) {
            throw new UsageException("input " + file + " is not below the source root " + root);
        }
        Path folder = root == null ? base : root;
        if (several) {
            known.merge(file, folder, (a, b) -> a.getNameCount() <= b.getNameCount() ? a : b);
        } else {
            found.add(input(folder, file));
        }
    }

    private static Input input(Path folder, Path file) {
        String name = name(folder, file);
        return new Input(
                folder.toString(), name, ascii(name) ? null : file.toUri().toString());
    }
}
