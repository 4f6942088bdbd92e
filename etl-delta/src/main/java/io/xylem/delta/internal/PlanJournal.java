package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.xylem.core.JobPlan;
import io.xylem.core.Journal;
import io.xylem.core.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plans of an application's jobs as files beside the table's data; what is committed is known by the table itself. */
public final class PlanJournal implements Journal {
    private static final Pattern PLAN = Pattern.compile("[0-9]{20}\\.json");

    /** Without a tree of nodes: a plan may have hundreds of thousands of archives. */
    private static final ObjectReader PLAN_READER = Json.MAPPER
            .readerFor(JobPlan.class)
            .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path table;
    private final @Nullable String root;
    private final String appId;
    private final Path folder;

    /**
     * A journal.
     *
     * @param table the table's folder, or that of several tables
     * @param appId the application
     */
    public PlanJournal(Path table, String appId) {
        this(table, appId, null);
    }

    /**
     * A journal.
     *
     * @param table the table's folder, or that of several tables
     * @param appId the application
     * @param root the root table if there are several; null if that is as the folder says
     */
    public PlanJournal(Path table, String appId, @Nullable String root) {
        this.table = table;
        this.root = root;
        this.appId = appId;
        this.folder = JobLock.stateFolder(table, appId);
    }

    /**
     * Whether a job was planned already, so that an earlier run may have left files of it.
     *
     * @param table the table's folder, or that of several tables
     * @param appId the application
     * @param sequence the job
     * @return whether it was
     */
    public static boolean hasPlan(Path table, String appId, long sequence) {
        return Files.exists(file(table, appId, sequence));
    }

    /**
     * Where the plan of a job is, if there is one.
     *
     * @param table the table's folder, or that of several tables
     * @param appId the application
     * @param sequence the job
     * @return the file
     */
    public static Path file(Path table, String appId, long sequence) {
        return JobLock.stateFolder(table, appId).resolve(name(sequence));
    }

    static String name(long sequence) {
        return String.format(Locale.ROOT, "%020d.json", sequence);
    }

    /** An application without state has no plan yet: then the first to write files is let in. */
    @Override
    public Closeable claim() throws IOException {
        return Files.isDirectory(folder) ? JobLock.claim(table, appId) : () -> {};
    }

    @Override
    public List<JobPlan> plans() throws IOException {
        List<JobPlan> plans = new ArrayList<>();
        forEachPlan(plans::add);
        return plans;
    }

    @Override
    public void forEachPlan(Consumer<? super JobPlan> taker) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(path ->
                            PLAN.matcher(String.valueOf(path.getFileName())).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path file : files) {
            taker.accept(read(file));
        }
    }

    @Override
    public String location(long sequence) {
        return folder.resolve(name(sequence)).toString();
    }

    private static JobPlan read(Path file) throws IOException {
        return PLAN_READER.readValue(file.toFile());
    }

    @Override
    public long committed() throws IOException {
        String known = root == null ? RootTable.name(table) : root;
        return last(known == null ? table : table.resolve(known));
    }

    @Override
    public long begun() throws IOException {
        long begun = -1;
        for (Path each : TableFolders.tables(table)) {
            begun = Math.max(begun, last(each));
        }
        return begun;
    }

    private long last(Path folder) throws IOException {
        return ExistingTable.read(folder)
                .map(existing -> existing.lastSequence(appId))
                .orElse(-1L);
    }

    @Override
    public void write(JobPlan plan) throws IOException {
        Path file = folder.resolve(name(plan.sequence()));
        DurableFiles.createFolders(folder);
        if (root != null) {
            RootTable.write(table, root);
        }
        try {
            DurableFiles.writeIfAbsent(file, Json.text(plan));
        } catch (FileAlreadyExistsException e) {
            if (!read(file).equals(plan)) {
                throw new UsageException(
                        "another run with app id '" + appId + "' has planned job " + plan.sequence() + " for '" + table
                                + "' in the meantime; run again, or use another app id",
                        e);
            }
        }
    }
}
