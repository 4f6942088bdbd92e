package io.xylem.xml.infer;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import io.xylem.xml.internal.scan.TreeReader;
import io.xylem.xml.mapping.Doctype;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads documents to learn what they look like. Documents that cannot be read are counted and passed over. Needs memory for the
 * paths, not for the documents.
 *
 * <pre>{@code
 * Profile profile = DocumentProfiler.of(ArchiveSource.of(Path.of("messages.zip"))).run();
 * System.out.println(profile.drafter().draft().yaml());
 * }</pre>
 */
public final class DocumentProfiler {
    private final Source<? extends Document> source;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Limits limits = Limits.DEFAULT;
    private Doctype doctype = Doctype.REJECT;
    private int maxPaths = 10_000;
    private int maxRecursion = 5;

    private DocumentProfiler(Source<? extends Document> source) {
        this.source = source;
    }

    /**
     * A profiler.
     *
     * @param source the documents
     * @return the profiler
     */
    public static DocumentProfiler of(Source<? extends Document> source) {
        return new DocumentProfiler(source);
    }

    /**
     * Sets the number of threads. It does not change the result. By default one per core.
     *
     * @param value threads, at least 1
     * @return this
     */
    public DocumentProfiler threads(int value) {
        threads = value;
        return this;
    }

    /**
     * Sets what a document or archive may cost. By default {@link Limits#DEFAULT}.
     *
     * @param value the limits
     * @return this
     */
    public DocumentProfiler limits(Limits value) {
        limits = value;
        return this;
    }

    /**
     * Sets what happens to documents with a DOCTYPE. By default {@link Doctype#REJECT}.
     *
     * @param value the policy, which drafted mappings have too
     * @return this
     */
    public DocumentProfiler doctype(Doctype value) {
        doctype = value;
        return this;
    }

    /**
     * Bounds the number of different paths, and so the memory needed. By default 10,000.
     *
     * @param value paths, at least 1
     * @return this
     */
    public DocumentProfiler maxPaths(int value) {
        maxPaths = value;
        return this;
    }

    /**
     * Bounds how often an element is looked into inside itself; what is deeper is kept as source. By default 5.
     *
     * @param value elements of one name on a path, at least 1
     * @return this
     */
    public DocumentProfiler maxRecursion(int value) {
        maxRecursion = value;
        return this;
    }

    /**
     * Reads all documents.
     *
     * @return the profile
     * @throws IOException if the input cannot be read
     * @throws UsageException if there is no input, no document in it that can be read, or the documents have too many paths
     */
    public Profile run() throws IOException {
        Summary all = new Summary(maxPaths, maxRecursion);
        ConcurrentLinkedQueue<Split<? extends Document>> splits =
                new ConcurrentLinkedQueue<>(source.plan(new ProfileTask(all, limits)));
        List<Future<Summary>> parts = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                parts.add(workers.submit(() -> summarize(splits)));
            }
            for (Future<Summary> part : parts) {
                all.merge(part.get());
            }
        } catch (ExecutionException e) {
            throw unwrap(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the profile was interrupted", e);
        } finally {
            workers.shutdownNow();
        }
        if (all.documents == 0) {
            throw nothing(all);
        }
        return new Profile(all, maxRecursion, doctype);
    }

    private static IOException unwrap(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    private static UsageException nothing(Summary all) {
        StringBuilder message = new StringBuilder("there is no document that can be read: ");
        message.append(all.skipped)
                .append(all.skipped == 1 ? " entry is no document, " : " entries are no documents, ");
        message.append(all.rejects.values().stream().mapToLong(n -> n).sum()).append(" were refused");
        all.refusals().stream()
                .limit(3)
                .forEach(r ->
                        message.append("\n  ").append(r.source()).append(": ").append(r.message()));
        return new UsageException(message.append("\ngive another input").toString());
    }

    private Summary summarize(ConcurrentLinkedQueue<Split<? extends Document>> splits) throws IOException {
        Summary summary = new Summary(maxPaths, maxRecursion);
        ProfileTask task = new ProfileTask(summary, limits);
        TreeReader reader = new TreeReader(limits, doctype);
        Summarizer summarizer = new Summarizer(summary);
        for (Split<? extends Document> split = splits.poll(); split != null; split = splits.poll()) {
            try (Cursor<? extends Document> documents = split.open(task)) {
                while (documents.advance()) {
                    task.checkCancelled();
                    read(documents.current(), reader, summarizer, summary);
                }
            }
        }
        return summary;
    }

    private static void read(Document document, TreeReader reader, Summarizer summarizer, Summary summary) {
        try {
            reader.read(document, summarizer);
        } catch (DocumentException e) {
            summary.refuse(new Profile.Refusal(document.source(), e.code(), String.valueOf(e.getMessage())));
        }
    }
}
