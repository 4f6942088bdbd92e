package io.xylem.geo;

import io.xylem.arrow.ArrowBatch;
import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.testkit.EnricherContractTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class H3EnricherContractTest extends EnricherContractTest<ArrowBatch> {
    private final GeoBench bench = new GeoBench()
            .column("lat", 37.5, null, 91.0, 37.5, -12.25)
            .column("lon", -75.25, 3.0, 0.0, -75.25, 100.0)
            .batches(2);

    @AfterEach
    void leavesNothingAllocated() {
        bench.close();
    }

    @Override
    protected Enricher<ArrowBatch> enricher() {
        return H3Enricher.parse("lat,lon:5,9").build();
    }

    @Override
    protected List<TableSchema> tablesBefore() {
        return List.of(new TableSchema(
                "rows", List.of(new Field("lat", Primitive.DOUBLE), new Field("lon", Primitive.DOUBLE))));
    }

    @Override
    protected Cursor<ArrowBatch> input() {
        return bench.input();
    }

    @Override
    protected List<?> rows(ArrowBatch batch, List<TableSchema> tables) {
        List<List<Object>> rows = new ArrayList<>();
        for (TableSchema table : tables) {
            for (int row = 0; row < batch.root(table.name()).getRowCount(); row++) {
                List<Object> values = new ArrayList<>();
                for (Field field : table.fields()) {
                    values.add(batch.root(table.name()).getVector(field.name()).getObject(row));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
