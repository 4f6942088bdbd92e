package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.delta.DeltaTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of a table as different readers see them, each row as one line of text that is the same for the same values. */
final class Rows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    static List<String> kernel(Path table) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Map<String, Object> row : DeltaTable.open(table).rows(Long.MAX_VALUE)) {
            rows.add(line(row));
        }
        Collections.sort(rows);
        return rows;
    }

    static List<String> spark(SparkSession spark, Path table) {
        return of(spark.read().format("delta").load(table.toString()));
    }

    static List<String> of(Dataset<Row> dataset) {
        List<String> rows = new ArrayList<>();
        for (Row row : dataset.collectAsList()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                values.put(
                        row.schema().fieldNames()[i],
                        value instanceof scala.collection.Seq<?> ? row.getList(i) : value);
            }
            rows.add(line(values));
        }
        Collections.sort(rows);
        return rows;
    }

    /** Reads the files that the log says are live, without any Delta library. */
    static List<String> duckdb(Path table) throws IOException, SQLException {
        return duckdb(table, "*", "");
    }

    private static List<String> duckdb(Path table, String columns, String options) throws IOException, SQLException {
        String files = liveFiles(table).keySet().stream()
                .map(f -> "'" + table.resolve(f) + "'")
                .collect(Collectors.joining(","));
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT " + columns + " FROM read_parquet([" + files + "]" + options + ")")) {
            while (result.next()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    boolean local = result.getMetaData().getColumnTypeName(i).equals("TIMESTAMP");
                    values.put(
                            result.getMetaData().getColumnName(i),
                            local ? result.getObject(i, LocalDateTime.class) : result.getObject(i));
                }
                rows.add(line(values));
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /** The same for a table whose files do not all have the same columns: by name, under the names that they have in the table. */
    static List<String> duckdb(Path table, Map<String, String> physicalNames) throws IOException, SQLException {
        String columns = physicalNames.entrySet().stream()
                .map(name -> '"' + name.getValue() + "\" AS \"" + name.getKey() + '"')
                .collect(Collectors.joining(","));
        return duckdb(table, columns, ", union_by_name=true");
    }

    /** The add actions of the live files by path, read from the JSON of the log itself. */
    static Map<String, JsonNode> liveFiles(Path table) throws IOException {
        Map<String, JsonNode> live = new LinkedHashMap<>();
        try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
            for (Path commit :
                    log.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (String action : Files.readAllLines(commit)) {
                    JsonNode node = JSON.readTree(action);
                    if (node.has("add")) {
                        live.put(path(node.get("add")), node.get("add"));
                    } else if (node.has("remove")) {
                        live.remove(path(node.get("remove")));
                    }
                }
            }
        }
        return live;
    }

    private static String path(JsonNode action) {
        return URLDecoder.decode(action.get("path").asText().replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether two readers see the same; shows the first difference alone. */
    static void assertSame(List<String> actual, List<String> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            String[] seen = actual.get(i).split("\\|");
            String[] wanted = expected.get(i).split("\\|");
            for (int k = 0; k < Math.min(seen.length, wanted.length); k++) {
                assertThat(seen[k]).as("row %s", wanted[0]).isEqualTo(wanted[k]);
            }
            assertThat(seen).hasSameSizeAs(wanted);
        }
        assertThat(actual).hasSize(expected.size());
    }

    static String line(Map<String, ?> row) {
        return row.entrySet().stream()
                .map(e -> e.getKey() + "=" + text(e.getValue()))
                .collect(Collectors.joining("|"));
    }

    private static String struct(Collection<?> values) {
        return values.stream().map(Rows::text).collect(Collectors.joining(",", "(", ")"));
    }

    static String text(Object value) {
        try {
            if (value instanceof Array array) {
                return text(Arrays.asList((Object[]) array.getArray()));
            } else if (value instanceof Blob blob) {
                return text(blob.getBytes(1, (int) blob.length()));
            } else if (value instanceof Struct struct) {
                return struct(Arrays.asList(struct.getAttributes()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (value instanceof Instant instant) {
            return String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        } else if (value instanceof Timestamp time) {
            return text(time.toLocalDateTime());
        } else if (value instanceof OffsetDateTime time) {
            return text(time.toInstant());
        } else if (value instanceof LocalDateTime time) {
            return text(time.toInstant(ZoneOffset.UTC));
        } else if (value instanceof LocalDate date) {
            return String.valueOf(date.toEpochDay());
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Rows::text).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> struct) {
            return struct(struct.values());
        } else if (value instanceof Row struct) {
            return struct(CollectionConverters.asJavaCollection(struct.toSeq()));
        } else if (value instanceof scala.collection.Iterable<?> items) {
            return text(new ArrayList<>(CollectionConverters.asJavaCollection(items)));
        }
        return String.valueOf(value);
    }
}
