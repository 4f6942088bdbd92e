package io.xylem.geo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.xylem.geo.Coordinates;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoordinateReaderTest {
    private static final int ROWS = 4_096;
    private static final int PASSES = 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"latlon=text|%2$d.%1$05d -%2$d.5", "dms=text|%2$02d301%3$dN 0%2$02d0000W", "text|-%2$d.%1$05d"})
    void readsAndComputesWithoutAllocating(String form, String format) {
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector vector = new VarCharVector("text", allocator)) {
            for (int i = 0; i < ROWS; i++) {
                String text = String.format(Locale.ROOT, format, i, i % 90, i % 10);
                vector.setSafe(i, text.getBytes(StandardCharsets.US_ASCII));
            }
            vector.setValueCount(ROWS);
            VectorSchemaRoot root = new VectorSchemaRoot(List.of(vector.getField()), List.of(vector), ROWS);
            Coordinates coordinates =
                    form.equals("text") ? new Coordinates.Decimal("text", "text") : Coordinates.parse(form);
            CoordinateReader reader = CoordinateReader.of(coordinates);
            CellGrid grid = new CellGrid(List.of(5, 9), false);
            Positions positions = new Positions();
            positions.ensure(ROWS);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = 0;
            int unusable = 0;
            for (int pass = 0; pass < 2 * PASSES; pass++) {
                before = pass == PASSES ? threads.getCurrentThreadAllocatedBytes() : before;
                reader.read(root, positions);
                unusable += grid.compute(positions, ROWS);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(unusable).isZero();
            assertThat(allocated).as("bytes for %d rows", ROWS * PASSES).isLessThan(ROWS);
        }
    }
}
