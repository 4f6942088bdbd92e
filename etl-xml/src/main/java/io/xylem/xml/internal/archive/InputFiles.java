package io.xylem.xml.internal.archive;

import io.xylem.core.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the input files, and the names under which they appear. */
public final class InputFiles {
    private final @Nullable Path root;
    private final Map<Path, String> names = new LinkedHashMap<>();
    private final Map<String, Path> byName = new HashMap<>();

    private InputFiles(@Nullable Path root) {
        this.root = root;
    }

    /**
     * A file to read.
     *
     * @param name its name in {@code _source}
     * @param path where it is
     */
    public record Input(String name, Path path) {}

    /**
     * Lists input files, sorted by the bytes of their names.
     *
     * @param inputs files, folders and globs
     * @param root names are relative to it; null for relative to each input
     * @return the files
     * @throws IOException if a folder cannot be listed
     * @throws UsageException if an input does not exist, or two files have the same name
     */
    public static List<Input> list(List<String> inputs, @Nullable Path root) throws IOException {
        InputFiles files =
                new InputFiles(root == null ? null : root.toAbsolutePath().normalize());
        for (String input : inputs) {
            files.add(input);
        }
        return files.names.entrySet().stream()
                .map(e -> new Input(e.getValue(), e.getKey()))
                .sorted((a, b) -> Arrays.compareUnsigned(
                        a.name().getBytes(StandardCharsets.UTF_8), b.name().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private void add(String input) throws IOException {
        Path path = Path.of(input).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            walk(path, null);
        } else if (Files.exists(path)) {
            add(path, String.valueOf(path.getFileName()));
        } else if (input.matches(".*[*?\\[{].*")) {
            glob(input);
        } else {
            throw new UsageException("input " + input + " does not exist; give a file, a folder or a glob");
        }
    }

    private void glob(String input) throws IOException {
        int wildcard = 0;
        while ("*?[{".indexOf(input.charAt(wildcard)) < 0) {
            wildcard++;
        }
        int slash = input.lastIndexOf('/', wildcard);
        Path base = Path.of(slash < 0 ? "" : input.substring(0, slash + 1))
                .toAbsolutePath()
                .normalize();
        int before = names.size();
        if (Files.isDirectory(base)) {
            walk(base, FileSystems.getDefault().getPathMatcher("glob:" + input.substring(slash + 1)));
        }
        if (names.size() == before) {
            throw new UsageException("input " + input + " matches no file");
        }
    }

    private void walk(Path folder, @Nullable PathMatcher matcher) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path relative = folder.relativize(file);
                if (matcher == null || matcher.matches(relative)) {
                    add(file, relative.toString());
                }
            }
        }
    }

    private void add(Path file, String name) {
        String known = name.replace('\\', '/');
        if (root != null) {
            if (!file.startsWith(root)) {
                throw new UsageException("input " + file + " is not below the source root " + root);
            }
            known = root.relativize(file).toString().replace('\\', '/');
        }
        if (names.containsKey(file)) {
            return;
        }
        Path other = byName.putIfAbsent(known, file);
        if (other != null) {
            throw new UsageException("inputs " + other + " and " + file + " would both be named '" + known
                    + "'; set a source root that tells them apart");
        }
        names.put(file, known);
    }
}
