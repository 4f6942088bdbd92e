package io.xylem.testkit;

import io.xylem.core.Appender;
import io.xylem.core.Archive;
import io.xylem.core.Committer;
import io.xylem.core.Encoder;
import io.xylem.core.JobContext;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TableCommit;
import io.xylem.core.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes one text file per job; {@code _log/<job>} makes it visible, {@code _plans/<job>} is the journal. */
record WordSink(String folder) implements Sink<List<String>, String, String> {
    private Path log(long job) {
        return Path.of(folder, "_log", Long.toString(job));
    }

    List<String> visible() throws IOException {
        List<String> words = new ArrayList<>();
        for (long job : numbers("_log")) {
            for (String file : Files.readAllLines(log(job))) {
                words.addAll(Files.readAllLines(Path.of(folder, file)));
            }
        }
        return words;
    }

    private List<Long> numbers(String sub) throws IOException {
        if (!Files.isDirectory(Path.of(folder, sub))) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(Path.of(folder, sub))) {
            return list.map(p -> Long.valueOf(String.valueOf(p.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Encoder<List<String>, String> openEncoder(TaskContext context) {
        return new Encoder<>() {
            @Override
            public void encode(List<String> batch, Consumer<? super String> out) {
                out.accept(String.join("\n", batch) + "\n");
            }

            @Override
            public void finish(Consumer<? super String> out) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public Appender<String, String> openAppender(JobContext context) throws IOException {
        Path file = Path.of(folder, context.sequence() + ".txt");
        Files.createDirectories(Path.of(folder));
        Files.deleteIfExists(file);
        return new Appender<>() {
            private boolean finished;

            @Override
            public void append(String part) throws IOException {
                Files.writeString(file, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }

            @Override
            public List<String> finish() {
                finished = true;
                return Files.exists(file) ? List.of(String.valueOf(file.getFileName())) : List.of();
            }

            @Override
            public void close() throws IOException {
                if (!finished) {
                    Files.deleteIfExists(file);
                }
            }
        };
    }

    @Override
    public Committer<String> openCommitter(JobContext context) {
        Path entry = log(context.sequence());
        return new Committer<>() {
            @Override
            public List<TableCommit> commit(List<String> messages) throws IOException {
                Files.createDirectories(entry.getParent());
                if (!Files.exists(entry)) {
                    Files.write(entry, messages);
                }
                long rows = 0;
                long bytes = 0;
                List<String> files = Files.readAllLines(entry);
                for (String file : files) {
                    rows += Files.readAllLines(Path.of(folder, file)).size();
                    bytes += Files.size(Path.of(folder, file));
                }
                return List.of(new TableCommit("words", context.sequence(), rows, files.size(), bytes));
            }

            @Override
            public void abort(List<String> messages) throws IOException {
                for (String file : messages) {
                    Files.deleteIfExists(Path.of(folder, file));
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Journal openJournal(RunInfo run) {
        Path plans = Path.of(folder, "_plans");
        return new Journal() {
            @Override
            public List<JobPlan> plans() throws IOException {
                List<JobPlan> all = new ArrayList<>();
                for (long job : numbers("_plans")) {
                    List<String> lines = Files.readAllLines(plans.resolve(Long.toString(job)));
                    List<Archive> archives = lines.subList(2, lines.size()).stream()
                            .map(l -> l.split("\t", -1))
                            .map(f -> new Archive(f[0], Long.parseLong(f[1]), f[2]))
                            .toList();
                    all.add(new JobPlan(job, lines.get(0), Long.parseLong(lines.get(1)), archives));
                }
                return all;
            }

            @Override
            public long committed() throws IOException {
                List<Long> jobs = numbers("_log");
                return jobs.isEmpty() ? -1 : jobs.get(jobs.size() - 1);
            }

            @Override
            public void write(JobPlan plan) throws IOException {
                List<String> lines = new ArrayList<>(List.of(plan.mappingVersion(), Long.toString(plan.unitWeight())));
                plan.archives().forEach(a -> lines.add(a.path() + "\t" + a.size() + "\t" + a.digest()));
                Files.createDirectories(plans);
                Files.write(plans.resolve(Long.toString(plan.sequence())), lines);
            }
        };
    }
}
