package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.TaskContext;
import io.xylem.core.UsageException;
import io.xylem.xml.internal.archive.ArchiveCursor;
import io.xylem.xml.internal.archive.ArchivePlanner;
import io.xylem.xml.internal.archive.InputFiles;
import io.xylem.xml.internal.archive.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents in files, folders and globs: plain and compressed XML, zip, tar, compressed tar and 7z, and archives inside
 * archives, told by content.
 *
 * <p>Files are read in the order of their names' bytes, entries in the order of the archive; a large zip file is cut into splits
 * that are read in parallel. Whatever is damaged, encrypted or beyond a limit is reported to the ledger, one entry at a time.
 */
public final class ArchiveSource implements Source<Document> {
    private static final long serialVersionUID = 1L;

    private final List<String> inputs;
    private final Selection selection;
    private final @Nullable String root;

    private ArchiveSource(List<String> inputs, Selection selection, @Nullable String root) {
        this.inputs = List.copyOf(inputs);
        this.selection = selection;
        this.root = root;
    }

    /**
     * A source over files and folders.
     *
     * @param inputs the files and folders
     * @return the source
     */
    public static ArchiveSource of(Path... inputs) {
        Builder builder = builder();
        Arrays.stream(inputs).forEach(p -> builder.input(p.toString()));
        return builder.build();
    }

    /**
     * A builder without inputs.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<? extends Split<Document>> plan(PlanContext context) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (InputFiles.Input input : InputFiles.list(inputs, root == null ? null : Path.of(root))) {
            String path = input.path().toString();
            ArchivePlanner.plan(
                    input,
                    context,
                    (from, to, weight) -> parts.add(new Part(input.name(), path, from, to, weight, selection)));
        }
        return parts;
    }

    /** A file, or a range of the entries of a zip file. */
    private record Part(String name, String path, int from, int to, long weight, Selection selection)
            implements Split<Document> {
        @Override
        public String id() {
            return to < 0 ? name : name + "#" + from + "-" + (to - 1);
        }

        @Override
        public String archivePath() {
            return name;
        }

        @Override
        public Cursor<Document> open(TaskContext context) {
            return new ArchiveCursor(name, Path.of(path), from, to, selection, context);
        }
    }

    /** Collects what to read. */
    public static final class Builder {
        private final List<String> inputs = new ArrayList<>();
        private final List<String> includes = new ArrayList<>();
        private final List<String> excludes = new ArrayList<>();
        private @Nullable String root;

        private Builder() {}

        /**
         * Adds an input.
         *
         * @param input a file, a folder, which is read with all folders in it, or a glob
         * @return this
         */
        public Builder input(String input) {
            inputs.add(input);
            return this;
        }

        /**
         * Takes only documents whose name matches this glob or another included one.
         *
         * @param glob a glob as {@link java.nio.file.FileSystem#getPathMatcher} takes it, without {@code glob:}
         * @return this
         */
        public Builder include(String glob) {
            includes.add(glob);
            return this;
        }

        /**
         * Skips documents whose name matches a glob.
         *
         * @param glob a glob
         * @return this
         */
        public Builder exclude(String glob) {
            excludes.add(glob);
            return this;
        }

        /**
         * Makes the names of documents relative to a folder rather than to each input.
         *
         * @param folder the folder
         * @return this
         */
        public Builder sourceRoot(Path folder) {
            root = folder.toString();
            return this;
        }

        /**
         * Builds the source.
         *
         * @return the source
         * @throws UsageException if there is no input, or a glob cannot be understood
         */
        public ArchiveSource build() {
            if (inputs.isEmpty()) {
                throw new UsageException("no input; give a file, a folder or a glob");
            }
            return new ArchiveSource(inputs, new Selection(includes, excludes), root);
        }
    }
}
