package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.xylem.core.TableCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the commit of a job in the log of a table. */
final class LogHistory {
    private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");

    private final ExistingTable table;

    LogHistory(ExistingTable table) {
        this.table = table;
    }

    /**
     * What the table got from a job that it is known to include. If the commit itself has been cleaned up, which happens after a month by
     * default, the files that are still there are counted, and the version is that of the table.
     */
    TableCommit commitOf(String appId, long sequence, String name) throws IOException {
        for (Path commit : commitsNewestFirst()) {
            List<JsonNode> actions = new ArrayList<>();
            boolean found = false;
            for (String line : Files.readAllLines(commit)) {
                JsonNode action = Json.parse(line);
                JsonNode transaction = action.path("txn");
                found |= transaction.path("appId").asText().equals(appId)
                        && transaction.path("version").asLong(-1) == sequence;
                if (action.has("add")) {
                    actions.add(action.get("add"));
                }
            }
            if (found) {
                return count(name, version(commit), actions);
            }
        }
        return countLive(appId, sequence, name);
    }

    private List<Path> commitsNewestFirst() throws IOException {
        try (Stream<Path> files = Files.list(table.folder().resolve("_delta_log"))) {
            List<Path> commits = new ArrayList<>(files.filter(path ->
                            COMMIT.matcher(String.valueOf(path.getFileName())).matches()
                                    && version(path) <= table.version())
                    .sorted()
                    .toList());
            Collections.reverse(commits);
            return commits;
        }
    }

    private static long version(Path commit) {
        String name = String.valueOf(commit.getFileName());
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private static TableCommit count(String name, long version, List<JsonNode> adds) throws IOException {
        long rows = 0;
        long bytes = 0;
        for (JsonNode add : adds) {
            rows += Json.parse(add.path("stats").asText("{}"))
                    .path("numRecords")
                    .asLong();
            bytes += add.path("size").asLong();
        }
        return new TableCommit(name, version, rows, adds.size(), bytes);
    }

    private TableCommit countLive(String appId, long sequence, String name) throws IOException {
        String prefix = FileNames.prefix(appId, sequence);
        long rows = 0;
        long bytes = 0;
        long files = 0;
        for (LiveFiles.LiveFile file : LiveFiles.of(table)) {
            if (file.path().substring(file.path().lastIndexOf('/') + 1).startsWith(prefix)) {
                rows += file.rows();
                bytes += file.bytes();
                files++;
            }
        }
        return new TableCommit(name, table.version(), rows, files, bytes);
    }
}
