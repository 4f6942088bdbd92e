package io.xylem.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer in a JVM of its own: without Hadoop and parquet-java's own writer on the class path, in little memory. */
class WithoutHadoopTest {
    private static final Pattern FOREIGN =
            Pattern.compile(".*(hadoop|parquet-(column|common|encoding|jackson)|duckdb|delta-kernel)[^/\\\\]*\\.jar");

    @TempDir
    Path folder;

    @Test
    void writesWithoutHadoopWithinItsMemory() throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(log, StandardCharsets.UTF_8))
                .isZero();
        for (Compression compression : Compression.values()) {
            assertThat(new RawFooter(folder.resolve(compression + ".parquet"))
                            .metadata()
                            .getNum_rows())
                    .isEqualTo(Child.ROWS);
        }
    }

    private List<String> command() {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !FOREIGN.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Darrow.allocation.manager.type=Unsafe",
                "-cp",
                classPath,
                Child.class.getName(),
                folder.toString());
    }

    /** Two encoders with 88 columns each, as two threads of a run have them, in each compression. */
    static final class Child {
        static final int ROWS = 131_072;
        private static final int BATCH = 4096;

        public static void main(String[] arguments) throws IOException {
            try {
                Class.forName("org.apache.hadoop.conf.Configuration");
                throw new AssertionError("Hadoop is on the class path");
            } catch (ClassNotFoundException e) {
                for (Compression compression : Compression.values()) {
                    write(Path.of(arguments[0]), compression);
                }
            }
        }

        private static void write(Path folder, Compression compression) throws IOException {
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < 88; i++) {
                fields.add(Field.nullable("c" + i, i % 2 == 0 ? new ArrowType.Int(64, true) : new ArrowType.Utf8()));
            }
            Schema schema = new Schema(fields);
            ParquetOptions options = ParquetOptions.builder()
                    .compression(compression)
                    .rowGroupRows(compression == Compression.ZSTD ? ROWS : ROWS / 8)
                    .build();
            try (BufferAllocator allocator = new RootAllocator();
                    VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
                    RowGroupEncoder other = new RowGroupEncoder(schema, options);
                    ParquetWriter writer =
                            ParquetWriter.open(folder.resolve(compression + ".parquet"), schema, options)) {
                for (int row = 0; row < ROWS; row += BATCH) {
                    fill(batch, row);
                    writer.write(batch);
                    other.encode(batch, group -> {});
                }
                writer.finish();
            }
        }

        /** About 2 bytes a value compressed, a third of all null. */
        private static void fill(VectorSchemaRoot batch, int row) {
            for (int c = 0; c < batch.getFieldVectors().size(); c++) {
                FieldVector vector = batch.getVector(c);
                vector.reset();
                for (int i = 0; i < BATCH; i++) {
                    long value = ((row + i) * 0x9E3779B97F4A7C15L) >>> 50;
                    if ((row + i + c) % 3 == 0) {
                        continue;
                    }
                    if (vector instanceof BigIntVector longs) {
                        longs.setSafe(i, value * c);
                    } else {
                        ((VarCharVector) vector)
                                .setSafe(i, ("text " + value % 3000).getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
            batch.setRowCount(BATCH);
        }
    }
}
