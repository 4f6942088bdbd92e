package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second reader, of another make: DuckDB reads a file and writes it again, and that copy has the rows that went in. */
class DuckDbReadsParquetTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106})
    void readsTheSameFlatRows(long seed) throws IOException, SQLException {
        copyHasTheSameRows(seed, new RandomBatches(seed).schema(10, 0), 4000);
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203, 204, 205, 206})
    void readsTheSameNestedRows(long seed) throws IOException, SQLException {
        copyHasTheSameRows(seed, new RandomBatches(seed).schema(4, 3), 400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAllTypes(boolean nullable) throws IOException, SQLException {
        copyHasTheSameRows(301, RandomBatches.allLeaves(nullable), 3000);
    }

    @Test
    void findsNanBehindAFilter() throws IOException, SQLException {
        Schema schema =
                new Schema(List.of(Field.nullable("d", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));
        Path file = folder.resolve("nan.parquet");
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
                ParquetWriter writer = ParquetWriter.open(file, schema, ParquetOptions.defaults())) {
            Float8Vector vector = (Float8Vector) batch.getVector(0);
            for (int i = 0; i < 1000; i++) {
                vector.setSafe(i, i == 500 ? Double.NaN : i);
            }
            batch.setRowCount(1000);
            writer.write(batch);
            writer.finish();
        }
        assertThat(query("SELECT count(*) FROM '" + file + "' WHERE d > 9999")).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM '" + file + "' WHERE d > 998")).isEqualTo(2);
    }

    private void copyHasTheSameRows(long seed, Schema schema, int rows) throws IOException, SQLException {
        RandomBatches random = new RandomBatches(seed);
        ParquetOptions options = ParquetOptions.builder()
                .pageRows(700)
                .rowGroupRows(1500)
                .compression(RandomBatches.COMPRESSIONS.get((int) (seed % 3)))
                .build();
        List<List<Object>> expected = new ArrayList<>();
        Path file = folder.resolve("ours.parquet");
        try (BufferAllocator allocator = new RootAllocator(256 << 20);
                ParquetWriter writer = ParquetWriter.open(file, schema, options);
                VectorSchemaRoot first = random.batch(schema, rows / 2, allocator);
                VectorSchemaRoot second = random.batch(schema, rows / 2, allocator)) {
            writer.write(first);
            writer.write(second);
            writer.finish();
            expected.addAll(ArrowRows.of(first));
            expected.addAll(ArrowRows.of(second));
        }
        Path copy = folder.resolve("theirs.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // A dictionary of DuckDB takes 0.0 and -0.0 for one value.
            statement.execute("SET threads = 1");
            statement.execute(
                    "COPY (SELECT * FROM '" + file + "') TO '" + copy + "' (FORMAT parquet, DICTIONARY_SIZE_LIMIT 1)");
        }
        ParquetRows.assertHolds(copy, expected, "seed " + seed + ", " + schema);
    }

    private static long query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
