package io.xylem.xml;

import io.xylem.core.Document;
import io.xylem.core.PlanContext;
import io.xylem.core.Source;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import io.xylem.xml.internal.archive.ArchivePlanner;
import io.xylem.xml.internal.archive.InputFiles;
import io.xylem.xml.internal.archive.Selection;
import io.xylem.xml.internal.archive.Wanted;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
     * @throws UsageException if there is none, or one is not on the local file system
     */
    public static ArchiveSource of(Path... inputs) {
        Builder builder = builder();
        Arrays.stream(inputs).forEach(p -> builder.input(local(p)));
        return builder.build();
    }

    private static String local(Path path) {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new UsageException("input " + path.toUri() + " is not on the local file system; copy it there first");
        }
        return path.toString();
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
        ArchivePlanner planner = new ArchivePlanner(context, selection);
        for (InputFiles.Input input : InputFiles.list(inputs, root == null ? null : Path.of(root))) {
            planner.add(input);
        }
        return planner.splits();
    }

    /** Collects what to read. */
    public static final class Builder {
        private final List<String> inputs = new ArrayList<>();
        private final List<String> includes = new ArrayList<>();
        private final List<String> excludes = new ArrayList<>();
        private @Nullable String root;
        private @Nullable Wanted wanted;

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
         * Reads some documents only. Everything else is neither read nor counted; files that hold none of them are not even opened.
         *
         * @param names full names, as in {@code _source}. The name of an archive stands for all that is in it
         * @param except full names of documents that are not read, even if they are in such an archive
         * @return this
         */
        public Builder only(Collection<String> names, Collection<String> except) {
            wanted = new Wanted(names, except);
            return this;
        }

        /**
         * Makes the names of documents relative to a folder rather than to each input.
         *
         * @param folder the folder
         * @return this
         * @throws UsageException if it is not on the local file system
         */
        public Builder sourceRoot(Path folder) {
            root = local(folder);
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
            return new ArchiveSource(inputs, new Selection(includes, excludes, wanted), root);
        }
    }
}
