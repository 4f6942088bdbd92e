package io.xylem.core.lines;

import io.xylem.core.Archive;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

final class LineJournal implements Journal {
    private final Path folder;

    LineJournal(Path folder) {
        this.folder = folder;
    }

    static List<Long> numbers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> Long.valueOf(p.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<JobPlan> plans() throws IOException {
        Probe.call("journal.plans");
        List<JobPlan> plans = new ArrayList<>();
        for (long number : numbers(folder.resolve("plans"))) {
            List<String> lines = LineSink.read(folder.resolve("plans").resolve(Long.toString(number)));
            List<Archive> archives = lines.subList(2, lines.size()).stream()
                    .map(line -> line.split("\t", -1))
                    .map(f -> new Archive(f[0], Long.parseLong(f[1]), f[2]))
                    .toList();
            plans.add(new JobPlan(number, lines.get(0), Long.parseLong(lines.get(1)), archives));
        }
        return plans;
    }

    @Override
    public long committed() throws IOException {
        Probe.call("journal.committed");
        List<Long> jobs = numbers(folder.resolve("log"));
        return jobs.isEmpty() ? -1 : jobs.get(jobs.size() - 1);
    }

    @Override
    public void write(JobPlan plan) throws IOException {
        Probe.call("journal.write");
        List<String> lines = new ArrayList<>(List.of(plan.mappingVersion(), Long.toString(plan.unitWeight())));
        plan.archives().forEach(a -> lines.add(a.path() + "\t" + a.size() + "\t" + a.digest()));
        Path plans = Files.createDirectories(folder.resolve("plans"));
        Files.write(plans.resolve(Long.toString(plan.sequence())), lines);
    }
}
