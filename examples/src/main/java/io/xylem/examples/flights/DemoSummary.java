package io.xylem.examples.flights;

import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows what the demo has written: the table in short, a few of its rows, and how to query it. */
public final class DemoSummary {
    private static final List<String> SHOWN =
            List.of("_source", "_row", "_group", "_position", "time", "lat", "lon", "altitude_ft", "h3_5", "h3_9");
    private static final int ROWS = 8;
    private static final int WIDEST = 24;

    private DemoSummary() {}

    /**
     * Prints the summary.
     *
     * @param arguments the table, and the report of the run that wrote it
     * @throws IOException if the table or the report cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        DeltaTable table = DeltaTable.open(folder);
        List<DeltaTable.DataFile> files = table.files();
        line("table", folder);
        line("version", table.version());
        line("columns", table.schema().fields().size());
        line(
                "rows",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        files.stream().mapToLong(DeltaTable.DataFile::rows).sum()));
        line("files", files.size());
        line(
                "bytes",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        files.stream().mapToLong(DeltaTable.DataFile::bytes).sum()));
        System.out.println();
        print(table.rows(ROWS));
        System.out.printf(
                "%nThe ledger of the run is in %s (%,d bytes).%n", arguments[1], Files.size(Path.of(arguments[1])));
        System.out.printf("""

                Query it, for example with DuckDB:
                  SELECT h3_5, count(*) FROM read_parquet('%1$s/*.parquet') WHERE h3_5 IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10;
                or with Spark (delta-spark):
                  spark.read.format("delta").load("%1$s").groupBy("_group").count().show()
                README.md says more about reading.
                """, folder.toAbsolutePath());
    }

    private static void line(String name, Object value) {
        System.out.printf("  %-9s %s%n", name, value);
    }

    private static void print(List<Map<String, @Nullable Object>> rows) {
        String[] lines = new String[rows.size() + 1];
        Arrays.fill(lines, "");
        for (String column : SHOWN) {
            List<String> cells = new ArrayList<>(List.of(column));
            rows.forEach(row -> cells.add(fit(Objects.toString(row.get(column), ""))));
            int width = cells.stream().mapToInt(String::length).max().orElseThrow();
            for (int i = 0; i < lines.length; i++) {
                lines[i] += String.format("%-" + (width + 2) + "s", cells.get(i));
            }
        }
        for (String line : lines) {
            System.out.println(line.stripTrailing());
        }
    }

    private static String fit(String text) {
        return text.length() <= WIDEST ? text : "…" + text.substring(text.length() - WIDEST + 1);
    }
}
