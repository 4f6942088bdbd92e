package io.xylem.arrow.parquet;

import java.io.Serializable;

/**
 * A complete, durable Parquet file that is not yet visible under its name.
 *
 * @param table the table it is part of
 * @param path the path it will have
 * @param file what it holds, and the path it has until the commit
 */
public record PendingFile(String table, String path, ParquetFileInfo file) implements Serializable {}
