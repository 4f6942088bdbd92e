package io.xylem.arrow.parquet;

/**
 * A row group of one of the tables that a {@link ParquetSink} fills.
 *
 * @param table the table's name
 * @param rowGroup the row group
 */
public record ParquetPart(String table, EncodedRowGroup rowGroup) {}
