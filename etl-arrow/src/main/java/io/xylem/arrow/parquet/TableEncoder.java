package io.xylem.arrow.parquet;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.Encoder;
import io.xylem.core.schema.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Encodes the batches of a unit, each table by itself. */
final class TableEncoder implements Encoder<ArrowBatch, ParquetPart> {
    private final Map<String, RowGroupEncoder> encoders = new LinkedHashMap<>();

    TableEncoder(List<TableSchema> tables, ParquetOptions options) {
        for (TableSchema table : tables) {
            encoders.put(table.name(), new RowGroupEncoder(SchemaConverter.toArrow(table), options));
        }
    }

    @Override
    public void encode(ArrowBatch batch, Consumer<? super ParquetPart> out) {
        encoders.forEach((table, encoder) ->
                encoder.encode(batch.root(table), group -> out.accept(new ParquetPart(table, group))));
    }

    @Override
    public void finish(Consumer<? super ParquetPart> out) {
        encoders.forEach((table, encoder) -> encoder.flush(group -> out.accept(new ParquetPart(table, group))));
    }

    @Override
    public void close() {
        encoders.values().forEach(RowGroupEncoder::close);
    }
}
