package io.xylem.spark;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Spark standalone cluster of processes of this machine: a master and workers of one core each, from this JVM's class path. */
final class StandaloneCluster implements Closeable {
    private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private final Path folder;
    private final String classPath;
    private final List<Process> processes = new ArrayList<>();
    private final String url;

    /** {@code classPath}: that of master, workers and executors. */
    StandaloneCluster(Path folder, String classPath, int workers) throws IOException {
        this.folder = folder;
        this.classPath = classPath;
        // Launchers insist on it, though nothing is taken from there.
        Files.createDirectories(folder.resolve("home/jars"));
        Files.createFile(folder.resolve("home/RELEASE"));
        boolean up = false;
        try {
            url = startMaster();
            for (int i = 0; i < workers; i++) {
                startWorker(i);
            }
            up = true;
        } finally {
            if (!up) {
                close();
            }
        }
    }

    String url() {
        return url;
    }

    private ProcessBuilder java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** Starts the master and takes its address from what it says. */
    private String startMaster() throws IOException {
        Process master = java("org.apache.spark.deploy.master.Master").start();
        processes.add(master);
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(master, address), "master's output");
        reader.setDaemon(true);
        reader.start();
        try {
            return address.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("the master does not start", e);
        }
    }

    private static void read(Process master, CompletableFuture<String> address) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                Matcher matcher = STARTED.matcher(line);
                if (matcher.find()) {
                    address.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        address.completeExceptionally(new IOException(String.join("\n", lines)));
    }

    private void startWorker(int number) throws IOException {
        Path work = Files.createDirectories(folder.resolve("worker-" + number));
        processes.add(java(
                        "org.apache.spark.deploy.worker.Worker",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        work.toString(),
                        url)
                .redirectOutput(work.resolve("log").toFile())
                .start());
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> executors = process.descendants().toList();
            process.destroy();
            process.onExit()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
