package io.xylem.examples.flights;

import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Invented flight messages in archives, one for each day: deeply nested XML with namespaces, attributes, CDATA, entities,
 * comments, optional parts, and two groups of siblings that repeat. The same settings give the same bytes, on any number of
 * threads.
 *
 * @param seed chooses among worlds
 * @param documents how many messages
 * @param archives how many archives they are spread over, evenly and in order
 * @param broken every how many messages one is damaged; 0 for none. See {@link #damage}
 * @param form what kind of archives
 * @param level how hard to compress, 0 to 9
 */
public record FlightMessages(long seed, int documents, int archives, int broken, ArchiveForm form, int level) {
    /** A hundred thousand sound messages in ten zip files. */
    public static final FlightMessages DEFAULT = new FlightMessages(1, 100_000, 10, 0, ArchiveForm.ZIP, 3);

    /** Checks the settings. */
    public FlightMessages {
        if (documents < 0 || archives < 1 || broken < 0 || level < 0 || level > 9) {
            throw new UsageException("cannot make " + documents + " documents in " + archives + " archives, every "
                    + broken + " damaged, at level " + level
                    + ": documents and damage are at least 0, archives at least 1, levels 0 to 9");
        }
    }

    /**
     * Writes all archives, {@code day-00000.zip} and so on, with entries {@code msg-000000.xml} and so on. An archive gets its
     * name when it is complete; one of the same name is replaced.
     *
     * @param folder where to; created if it does not exist
     * @param threads how many archives are written at the same time
     * @return the archives, in order
     * @throws IOException if one cannot be written
     */
    public List<Path> write(Path folder, int threads) throws IOException {
        Files.createDirectories(folder);
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<Future<Path>> tasks = new ArrayList<>();
            for (int i = 0; i < archives; i++) {
                int archive = i;
                tasks.add(workers.submit(() -> writeArchive(folder, archive)));
            }
            List<Path> files = new ArrayList<>();
            for (Future<Path> task : tasks) {
                files.add(task.get());
            }
            return files;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("the generator failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing to " + folder, e);
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * One message.
     *
     * @param document its number, from 0
     * @return its bytes
     */
    public byte[] document(int document) {
        XmlText text = new XmlText();
        write(document, new FlightMessage(text), text);
        return damage(document).map(d -> d.apply(text.copy())).orElseGet(text::copy);
    }

    /**
     * What is wrong with a message. Damages take turns.
     *
     * @param document its number, from 0
     * @return the damage; empty if it is sound
     */
    public Optional<Damage> damage(int document) {
        if (broken == 0 || (document + 1) % broken != 0) {
            return Optional.empty();
        }
        Damage[] all = Damage.values();
        return Optional.of(all[document / broken % all.length]);
    }

    /**
     * The number of the first message of an archive.
     *
     * @param archive the archive, from 0; the number of archives stands for the end
     * @return the message, from 0
     */
    public int firstDocument(int archive) {
        return (int) ((long) documents * archive / archives);
    }

    private int archiveOf(int document) {
        int archive = (int) ((long) document * archives / documents);
        while (firstDocument(archive + 1) <= document) {
            archive++;
        }
        return archive;
    }

    private void write(int document, FlightMessage message, XmlText text) {
        int archive = archiveOf(document);
        int first = firstDocument(archive);
        int count = firstDocument(archive + 1) - first;
        text.clear();
        message.write(seed, document, archive, (int) ((document - first) * 1_000_000L / count));
    }

    private Path writeArchive(Path folder, int archive) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "day-%05d%s", archive, form.suffix()));
        Path unfinished = folder.resolve(file.getFileName() + ".part");
        XmlText text = new XmlText();
        FlightMessage message = new FlightMessage(text);
        try (OutputStream stream = Files.newOutputStream(unfinished);
                ArchiveForm.Writer out = form.open(stream, level)) {
            for (int i = firstDocument(archive); i < firstDocument(archive + 1); i++) {
                String name = String.format(Locale.ROOT, "msg-%06d.xml", i);
                write(i, message, text);
                Optional<Damage> damage = damage(i);
                if (damage.isPresent()) {
                    byte[] damaged = damage.get().apply(text.copy());
                    out.entry(name, damaged, damaged.length);
                } else {
                    out.entry(name, text.array(), text.size());
                }
                if (Thread.interrupted()) {
                    throw new IOException("interrupted while writing " + file);
                }
            }
        }
        return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
