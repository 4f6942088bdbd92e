import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the class path of this JVM with the one that Xylem's own build runs with. */
final class TestedLibraries {
    private TestedLibraries() {}

    /** The jars of this class path that are not on the other: the versions that nobody tested. */
    static SortedSet<String> notAmong() throws IOException {
        SortedSet<String> jars = jars(System.getProperty("java.class.path"));
        jars.removeAll(jars(Files.readString(Path.of(System.getProperty("tested.classpath")))));
        return jars;
    }

    private static SortedSet<String> jars(String classPath) {
        return Arrays.stream(classPath.strip().split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.toString().endsWith(".jar"))
                .filter(jar -> !jar.toString().matches(".*\\b(junit|opentest4j|apiguardian)\\b.*"))
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
