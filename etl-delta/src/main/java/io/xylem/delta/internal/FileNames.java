package io.xylem.delta.internal;

import io.xylem.core.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of data files and of the folders of partitions. They depend on the job alone, not on time or chance. */
public final class FileNames {
    private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";
    private static final int LONGEST_NAME = 255;

    private FileNames() {}

    /**
     * The beginning of the names of all data files of a job.
     *
     * @param appId the application
     * @param sequence the job
     * @return app id and sequence, in a form that file systems take
     */
    public static String prefix(String appId, long sequence) {
        return SafeNames.of(appId) + "-" + String.format(Locale.ROOT, "%010d", sequence) + "-";
    }

    /**
     * The name of a data file.
     *
     * @param appId the application
     * @param sequence the job
     * @param number the file's number in the job and table, or in the attempt
     * @param attempt what tells the attempt from others, a letter first; empty if only one process writes
     * @return the name
     */
    public static String dataFile(String appId, long sequence, int number, String attempt) {
        String token = attempt.isEmpty() ? "" : "-" + attempt;
        return prefix(appId, sequence) + String.format(Locale.ROOT, "%05d", number) + token + ".parquet";
    }

    /**
     * The folder of a partition, as Hive names them.
     *
     * @param columns the physical names of the partition columns
     * @param values their values as in the log, null for null
     * @return {@code a=1/b=x/}; empty for a table without partitions
     * @throws UsageException if a value is too long for the name of a folder
     */
    public static String partitionFolder(List<String> columns, List<@Nullable String> values) {
        StringBuilder folder = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String value = values.get(i);
            String name = columns.get(i) + "=" + (value == null || value.isEmpty() ? NULL_PARTITION : escape(value));
            if (name.length() > LONGEST_NAME) {
                throw new UsageException("a value of partition column '" + columns.get(i)
                        + "' is too long for the name of a folder; partition by a column with short values");
            }
            folder.append(name).append('/');
        }
        return folder.toString();
    }

    /** Everything but letters, digits and a few harmless characters becomes {@code %} and two hex digits per byte of UTF-8. */
    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-_.,+@()".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
            }
        }
        return escaped.toString();
    }
}
