package io.xylem.core;

import java.io.Serializable;

/**
 * What one commit added to one table.
 *
 * @param table the table's name
 * @param version the table's version after the commit; -1 where the sink knows no versions
 * @param rows rows added
 * @param files files added
 * @param bytes bytes added
 */
public record TableCommit(String table, long version, long rows, long files, long bytes) implements Serializable {}
