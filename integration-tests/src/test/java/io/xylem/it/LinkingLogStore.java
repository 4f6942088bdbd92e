package io.xylem.it;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Lets Spark put commits in place on a local disk as atomically as we do, by a hard link. Its own way, to look and then to rename, is
 * safe inside one JVM only.
 */
public final class LinkingLogStore extends HadoopFileSystemLogStore {
    /** Called by Delta. */
    public LinkingLogStore(Configuration configuration) {
        super(configuration);
    }

    @Override
    public void write(
            org.apache.hadoop.fs.Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        if (overwrite) {
            writeWithRename(path, actions, true, configuration);
            return;
        }
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        Path target = Path.of(path.toUri().getPath());
        Path written = Files.createTempFile(target.getParent(), ".commit", ".tmp");
        try {
            Files.write(written, lines);
            Files.createLink(target, written);
        } finally {
            Files.delete(written);
        }
    }

    @Override
    public Boolean isPartialWriteVisible(org.apache.hadoop.fs.Path path, Configuration configuration) {
        return false;
    }
}
