package io.xylem.arrow;

import java.io.Serializable;

/**
 * A complete, durable Arrow IPC file that is not yet visible under its name.
 *
 * @param table the table it holds
 * @param path the name it will have
 * @param partial the name it has until the commit
 * @param rows its rows
 * @param bytes its size
 */
public record IpcFile(String table, String path, String partial, long rows, long bytes) implements Serializable {}
