package io.xylem.delta.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which of the tables in a folder is the root table, whose commits are the last: a name in a file. */
public final class RootTable {
    private static final String FILE = "root";

    private RootTable() {}

    private static Path file(Path folder) {
        return folder.resolve(ExistingTable.STATE_FOLDER).resolve(FILE);
    }

    /**
     * The name of the root table.
     *
     * @param folder the folder around the tables
     * @return the name; null if the folder is not one of several tables
     * @throws IOException if it cannot be read
     */
    public static @Nullable String name(Path folder) throws IOException {
        Path file = file(folder);
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
    }

    /**
     * Says durably that a folder is one of several tables.
     *
     * @param folder the folder around the tables
     * @param name the root table
     * @throws IOException if it cannot be written
     */
    static void write(Path folder, String name) throws IOException {
        DurableFiles.createFolders(folder.resolve(ExistingTable.STATE_FOLDER));
        try {
            DurableFiles.writeIfAbsent(file(folder), name);
        } catch (FileAlreadyExistsException e) {
            // It was compared before.
        }
    }
}
