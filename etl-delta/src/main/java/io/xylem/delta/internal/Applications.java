package io.xylem.delta.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The applications that have written to some tables, by the names of their state folders. Those at rest are locked until this is closed, so
 * that none of their runs can begin; those that are at work are known as busy.
 */
final class Applications implements Closeable {
    private static final Pattern PLAN = Pattern.compile("([0-9]{20})\\.json");
    private static final Pattern MOVE = Pattern.compile("([0-9]{20})\\.move\\.json");

    private final Collection<Path> tables;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> busy = new TreeSet<>();
    private final List<Closeable> locks = new ArrayList<>();

    private Applications(Collection<Path> tables) {
        this.tables = tables;
    }

    static Applications lock(Collection<Path> tables) throws IOException {
        Applications applications = new Applications(tables);
        try {
            applications.lock();
        } catch (IOException | RuntimeException e) {
            applications.close();
            throw e;
        }
        return applications;
    }

    private void lock() throws IOException {
        Map<String, List<Path>> folders = new TreeMap<>();
        for (Path folder : stateFolders()) {
            folders.computeIfAbsent(String.valueOf(folder.getFileName()), n -> new ArrayList<>())
                    .add(folder);
        }
        names.addAll(folders.keySet());
        for (Map.Entry<String, List<Path>> application : folders.entrySet()) {
            if (!lock(application.getValue())) {
                busy.add(application.getKey());
            }
        }
    }

    /** Takes all locks of an application or none: a run at work may be about to take those that are free, such as a quarantine's. */
    private boolean lock(List<Path> folders) throws IOException {
        List<Closeable> taken = new ArrayList<>();
        boolean all = true;
        for (Path folder : folders) {
            Optional<Closeable> lock = all ? JobLock.attempt(folder) : Optional.empty();
            all &= lock.isPresent();
            lock.ifPresent(taken::add);
        }
        if (all) {
            locks.addAll(taken);
        } else {
            close(taken);
        }
        return all;
    }

    private List<Path> stateFolders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path table : tables) {
            Path state = table.resolve(ExistingTable.STATE_FOLDER);
            if (Files.isDirectory(state)) {
                try (Stream<Path> entries = Files.list(state)) {
                    entries.filter(Files::isDirectory).sorted().forEach(folders::add);
                }
            }
        }
        return folders;
    }

    /** Whether an application has ever written to one of the tables. */
    boolean knows(String name) {
        return names.contains(name);
    }

    /** Whether a run of the application is at work. */
    boolean busy(String name) {
        return busy.contains(name);
    }

    /** The jobs of an application that were ever planned. */
    Set<Long> planned(String name) throws IOException {
        return sequences(name, PLAN);
    }

    /** The jobs of an application that have begun to move documents out of the quarantine, and will be completed. */
    Set<Long> moving(String name) throws IOException {
        return sequences(name, MOVE);
    }

    private Set<Long> sequences(String name, Pattern pattern) throws IOException {
        Set<Long> sequences = new TreeSet<>();
        for (Path folder : stateFolders()) {
            if (name.equals(String.valueOf(folder.getFileName()))) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.map(entry -> pattern.matcher(String.valueOf(entry.getFileName())))
                            .filter(Matcher::matches)
                            .forEach(matcher -> sequences.add(Long.parseLong(matcher.group(1))));
                }
            }
        }
        return sequences;
    }

    @Override
    public void close() throws IOException {
        close(locks);
    }

    private static void close(List<Closeable> locks) throws IOException {
        for (Closeable lock : locks) {
            lock.close();
        }
    }
}
