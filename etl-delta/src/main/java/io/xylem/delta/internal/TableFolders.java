package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import io.xylem.delta.DeltaQuarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders that belong to what a user calls one table. */
public final class TableFolders {
    private TableFolders() {}

    /**
     * The tables in a folder: the folder itself, and, where it holds one table per level, the folders in it.
     *
     * @param folder the folder
     * @return folders with a Delta log or with our own state, the given one first; may be empty
     * @throws IOException if the folder cannot be listed
     */
    public static List<Path> tables(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        List<Path> tables = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return tables;
        }
        if (ours(root)) {
            tables.add(root);
        }
        try (Stream<Path> entries = Files.list(root)) {
            entries.filter(TableFolders::ours).sorted().forEach(tables::add);
        }
        return tables;
    }

    /**
     * The quarantine beside a folder.
     *
     * @param folder the folder
     * @return the quarantine's folder, in a list that is empty if there is none
     */
    public static List<Path> quarantine(Path folder) {
        Path quarantine = DeltaQuarantine.folderBeside(folder);
        return ours(quarantine) ? List.of(quarantine) : List.of();
    }

    /** The error for a folder that holds no table. */
    public static UsageException missing(Path folder) {
        return new UsageException("there is no Delta table at '" + folder + "'; check the path");
    }

    private static boolean ours(Path folder) {
        return Files.isDirectory(folder.resolve(ExistingTable.LOG_FOLDER))
                || Files.isDirectory(folder.resolve(ExistingTable.STATE_FOLDER));
    }
}
