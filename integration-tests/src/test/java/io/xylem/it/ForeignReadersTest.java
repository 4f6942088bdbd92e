package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.TableCommit;
import io.xylem.delta.DeltaReplay;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, others read: Delta Kernel, Spark with delta-spark, and DuckDB. */
class ForeignReadersTest {
    private static final int DOCUMENTS = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static Path archives;
    private static Path table;
    private static RunReport report;

    @BeforeAll
    static void ingest() throws IOException {
        archives = Ingest.archives(folder.resolve("archives"), DOCUMENTS, 4, 50);
        table = folder.resolve("flights");
        report = Ingest.flights(archives, table, 2);
        spark = LocalSpark.open();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void kernelSparkAndDuckdbReadTheSameRows() throws IOException, SQLException {
        List<String> kernel = Rows.kernel(table);
        assertThat(kernel).hasSizeGreaterThan(5 * (DOCUMENTS - DOCUMENTS / 10));
        Rows.assertSame(Rows.spark(spark, table), kernel);
        Rows.assertSame(Rows.duckdb(table), kernel);
    }

    @Test
    void nestedLayoutReadsTheSameAndHoldsWhatTheStackedOneHolds() throws IOException, SQLException {
        Path nested = folder.resolve("nested");
        RunReport run = Ingest.run(
                ArchiveSource.of(archives.resolve("day-00000.zip")),
                Ingest.flights("nested"),
                DeltaSink.table(nested).build(),
                nested,
                RunOptions.builder().unitWeight(1 << 20).build(),
                "lat,lon:5,7,9");
        List<String> kernel = Rows.kernel(nested);
        assertThat(kernel).hasSize((int) run.documents().tabled());
        Rows.assertSame(Rows.spark(spark, nested), kernel);
        Rows.assertSame(Rows.duckdb(nested), kernel);
        spark.read().format("delta").load(nested.toString()).createOrReplaceTempView("nested");
        Dataset<Row> positions = spark.sql("select _source, _record, item.* from"
                + " (select _source, _record, explode(position) as item from nested)");
        List<String> stacked = Rows.of(spark.read()
                .format("delta")
                .load(table.toString())
                .where("_group = 'position' and _source like 'day-00000.zip%'")
                .selectExpr(positions.columns()));
        assertThat(stacked).isNotEmpty();
        Rows.assertSame(Rows.of(positions), stacked);
    }

    @Test
    void layoutOfTablesReadsTheSameAndJoinsToWhatTheStackedOneHolds() throws IOException, SQLException {
        Path tables = folder.resolve("tables");
        RunReport run = Ingest.tables(archives, tables, 2);
        assertThat(run.balanced()).isTrue();
        assertThat(run.documents()).isEqualTo(report.documents());
        assertThat(run.values()).isEqualTo(report.values());
        assertThat(run.tables())
                .extracting(TableCommit::table)
                .containsExactly("flight", "position", "waypoint", "constraint", "flight_quarantine");
        for (TableCommit commit : run.tables().subList(0, 4)) {
            Path level = tables.resolve(commit.table());
            List<String> kernel = Rows.kernel(level);
            assertThat(kernel).hasSize((int) commit.rows()).isNotEmpty();
            Rows.assertSame(Rows.spark(spark, level), kernel);
            Rows.assertSame(Rows.duckdb(level), kernel);
            spark.read().format("delta").load(level.toString()).createOrReplaceTempView(commit.table());
        }
        spark.read().format("delta").load(table.toString()).createOrReplaceTempView("stacked");
        assertSameRows(
                "select s.* except (_row, _group, _rescued) from stacked s where _group = 'position'",
                "select _source, _record, _position, p.* except (_source, _record, _row, _group, _rescued, _position), f.*"
                        + " except (_source, _record, _row, _group, _rescued)"
                        + " from position p join flight f using (_source, _record)");
        assertSameRows(
                "select s.* except (_row, _group, _rescued) from stacked s where _group = 'constraint'",
                "select _source, _record, _waypoint, _constraint,"
                        + " c.* except (_source, _record, _row, _group, _rescued, _waypoint, _constraint),"
                        + " w.* except (_source, _record, _row, _group, _rescued, _waypoint),"
                        + " f.* except (_source, _record, _row, _group, _rescued)"
                        + " from constraint c join waypoint w using (_source, _record, _waypoint)"
                        + " join flight f using (_source, _record)");
    }

    /** The rows of two queries, as far as both have their columns; those of the second have no others. */
    private static void assertSameRows(String stacked, String joined) {
        Dataset<Row> right = spark.sql(joined);
        List<String> expected = Rows.of(spark.sql(stacked).selectExpr(right.columns()));
        assertThat(expected).isNotEmpty();
        Rows.assertSame(Rows.of(right), expected);
    }

    @Test
    void everyDocumentIsInTheTableOrInTheQuarantine() throws IOException {
        assertThat(report.balanced()).isTrue();
        assertThat(report.documents().discovered()).isEqualTo(DOCUMENTS);
        assertThat(report.documents().quarantined()).isPositive();
        long sources = spark.read()
                .format("delta")
                .load(table.toString())
                .select("_source")
                .distinct()
                .count();
        assertThat(sources).isEqualTo(report.documents().tabled());
        Path quarantine = table.resolveSibling("flights_quarantine");
        assertThat(Rows.spark(spark, quarantine))
                .hasSize((int) report.documents().quarantined());
        assertThat(Rows.kernel(quarantine)).isEqualTo(Rows.spark(spark, quarantine));
    }

    @Test
    void quarantineReadsTheSameAfterAReplay() throws IOException, SQLException {
        Path again = folder.resolve("again");
        RunOptions.Builder options = RunOptions.builder().unitWeight(1 << 20);
        DeltaSink sink = DeltaSink.table(again).build();
        Ingest.run(ArchiveSource.of(archives), Ingest.flights(), sink, again, options.build(), "lat,lon:5,7,9");
        Path quarantine = again.resolveSibling("again_quarantine");
        int before = Rows.kernel(quarantine).size();

        DeltaReplay replay = DeltaReplay.open(sink, RunOptions.DEFAULT.appId());
        ArchiveSource first = ArchiveSource.builder()
                .input(archives.resolve("day-00000.zip").toString())
                .only(replay.documents(), replay.tabled())
                .build();
        RunReport run = Pipeline.from(replay.from(List.of(first)))
                .flatten(ArrowFlattener.of(XmlShredder.of(Ingest.flights())))
                .enrich(H3Enricher.parse("lat,lon:5,7,9").build())
                .into(replay.sink())
                .onReject(replay.quarantine())
                .run(options.appId(replay.appId()).mappingVersion("another").build());

        assertThat(run.documents().quarantined()).isBetween(5L, before - 5L);
        assertThat(replay.left()).hasSize(before - (int) run.documents().quarantined());
        List<String> kernel = Rows.kernel(quarantine);
        assertThat(kernel).hasSize(before);
        Rows.assertSame(Rows.spark(spark, quarantine), kernel);
        Rows.assertSame(Rows.duckdb(quarantine), kernel);
        Rows.assertSame(Rows.spark(spark, again), Rows.kernel(table));
        assertThat(spark.sql("describe history delta.`" + quarantine + "`").count())
                .isEqualTo(2);
    }

    @Test
    void partitionedTableReadsTheSame() throws IOException {
        Path partitioned = folder.resolve("by_day");
        Ingest.run(
                ArchiveSource.of(archives),
                Ingest.flights(),
                DeltaSink.table(partitioned)
                        .partitionBy("sent_at:date", "_group")
                        .build(),
                partitioned,
                RunOptions.builder().unitWeight(1 << 20).build(),
                "lat,lon:5,7,9");
        List<String> kernel = Rows.kernel(partitioned);
        assertThat(kernel).hasSize(Rows.kernel(table).size());
        Rows.assertSame(Rows.spark(spark, partitioned), kernel);
    }

    @Test
    void statisticsInTheLogAreTrue() throws IOException, SQLException {
        int checked = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, JsonNode> file : Rows.liveFiles(table).entrySet()) {
                JsonNode stats = JSON.readTree(file.getValue().get("stats").asText());
                String from = " FROM read_parquet('" + table.resolve(file.getKey()) + "')";
                assertThat(stats.get("numRecords").asLong())
                        .isEqualTo(Long.parseLong(one(statement, "count(*)", from)));
                for (Map.Entry<String, JsonNode> nulls : stats.get("nullCount").properties()) {
                    String column = "\"" + nulls.getKey() + "\"";
                    assertThat(nulls.getValue().asLong())
                            .as("nulls of %s", column)
                            .isEqualTo(Long.parseLong(one(statement, "count(*) - count(" + column + ")", from)));
                    checked++;
                }
                for (Map.Entry<String, JsonNode> min : stats.get("minValues").properties()) {
                    bounded(
                            statement,
                            from,
                            min.getKey(),
                            min.getValue(),
                            stats.get("maxValues").get(min.getKey()));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(40);
    }

    private static void bounded(Statement statement, String from, String name, JsonNode min, JsonNode max)
            throws SQLException {
        String column = "\"" + name + "\"";
        String type = one(statement, "typeof(any_value(" + column + "))", from);
        if (type.startsWith("TIMESTAMP")) {
            long lowest = Long.parseLong(one(statement, "epoch_us(min(" + column + "))", from));
            long highest = Long.parseLong(one(statement, "epoch_us(max(" + column + "))", from));
            assertThat(lowest - micros(min.asText())).as("min of %s", name).isBetween(0L, 999L);
            assertThat(micros(max.asText()) - highest).as("max of %s", name).isBetween(0L, 999L);
        } else if (type.equals("VARCHAR")) {
            String lowest = one(statement, "min(" + column + ")", from);
            String highest = one(statement, "max(" + column + ")", from);
            assertThat(min.asText().compareTo(lowest)).as("min of %s", name).isNotPositive();
            assertThat(lowest).startsWith(min.asText());
            assertThat(max.asText().compareTo(highest)).as("max of %s", name).isNotNegative();
        } else {
            String literal = "CAST('%s' AS " + type + ")";
            String same = "min(" + column + ") = " + literal.formatted(min.asText()) + " AND max(" + column + ") = "
                    + literal.formatted(max.asText());
            assertThat(one(statement, same, from)).as("min and max of %s", name).isEqualTo("true");
        }
    }

    private static long micros(String timestamp) {
        Instant instant = timestamp.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(timestamp).toInstant()
                : OffsetDateTime.parse(timestamp + "Z").toInstant();
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static String one(Statement statement, String expression, String from) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT " + expression + from)) {
            assertThat(result.next()).isTrue();
            return String.valueOf(result.getObject(1));
        }
    }
}
