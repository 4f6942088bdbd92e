package io.xylem.delta.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts that callers keep with their jobs, as files beside the plans. */
public final class JobNotes {
    private static final String SUFFIX = ".note.json";

    private JobNotes() {}

    /**
     * A note.
     *
     * @param appId the application
     * @param sequence the job
     * @param text what the caller wanted to be remembered
     */
    public record Note(String appId, long sequence, String text) {}

    /**
     * Keeps a note durably, and forgets what was noted of the job before. A text that the last note before has already is not written again. Only
     * under the {@link JobLock}.
     *
     * @param table the table's folder
     * @param note the note
     * @throws IOException if it cannot be written
     */
    public static void write(Path table, Note note) throws IOException {
        Path folder = JobLock.stateFolder(table, note.appId());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("appId", note.appId());
        json.put("sequence", note.sequence());
        json.put("note", note.text());
        DurableFiles.createFolders(folder);
        String name = name(note.sequence());
        Optional<Path> last;
        try (Stream<Path> files = Files.list(folder)) {
            last = files.filter(
                            f -> f.toString().endsWith(SUFFIX) && fileName(f).compareTo(name) <= 0)
                    .max(Comparator.comparing(JobNotes::fileName));
        }
        if (last.isEmpty() || !note(last.get()).text().equals(note.text())) {
            DurableFiles.write(folder.resolve(name), Json.text(json));
        }
    }

    private static String name(long sequence) {
        return String.format(Locale.ROOT, "%020d", sequence) + SUFFIX;
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Note note(Path file) throws IOException {
        JsonNode json = Json.parse(Files.readString(file, StandardCharsets.UTF_8));
        return new Note(
                json.required("appId").asText(),
                json.required("sequence").asLong(),
                json.required("note").asText());
    }

    /**
     * All notes of a table.
     *
     * @param table the table's folder
     * @return the notes, by application and ascending sequence; empty if there are none
     * @throws IOException if they cannot be read
     */
    public static List<Note> read(Path table) throws IOException {
        List<Note> notes = new ArrayList<>();
        Path state = table.resolve(ExistingTable.STATE_FOLDER);
        if (!Files.isDirectory(state)) {
            return notes;
        }
        try (Stream<Path> files = Files.walk(state, 2)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                notes.add(note(file));
            }
        }
        return notes;
    }
}
