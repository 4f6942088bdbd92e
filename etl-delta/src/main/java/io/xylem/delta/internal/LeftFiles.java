package io.xylem.delta.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Data files that an interrupted run has left behind. */
public final class LeftFiles {
    private LeftFiles() {}

    /**
     * Removes the files of a job that is not committed, complete or not. Only under the {@link JobLock}.
     *
     * @param table the table's folder
     * @param appId the application
     * @param sequence the job
     * @throws IOException if the folder cannot be read, or a file not be removed
     */
    public static void remove(Path table, String appId, long sequence) throws IOException {
        String prefix = FileNames.prefix(appId, sequence);
        Files.walkFileTree(table, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean partition = name.contains("=");
                boolean hidden = name.startsWith("_") || name.startsWith(".");
                return folder.equals(table) || partition || !hidden
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) || name.startsWith("." + prefix)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
