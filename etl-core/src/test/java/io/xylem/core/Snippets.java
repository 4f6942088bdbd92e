package io.xylem.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles snippets that compose a pipeline from pieces of given types. */
final class Snippets {
    private Snippets() {}

    /** What is wrong with the statement; empty if it compiles. */
    static List<String> errors(String statement, Path output) {
        String source = "import io.xylem.core.*; abstract class Snippet { void go(Source<String> source,"
                + " Flattener<CharSequence, Integer> shredder, Flattener<Number, Double> assembler,"
                + " Enricher<Double> cells, Sink<Number, byte[], String> table,"
                + " Sink<RejectBatch, byte[], String> quarantine, RunOptions options) {"
                + statement + "} }";
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        errors,
                        List.of("-proc:none", "-d", output.toString(), "-cp", classPath),
                        null,
                        List.of(file))
                .call();
        return errors.getDiagnostics().stream().map(d -> d.getMessage(null)).toList();
    }
}
