package io.xylem.core;

import java.io.Serializable;

/**
 * What an input file is known by: enough to tell, in a later run, whether it has been ingested already.
 *
 * @param path the path as it appears in {@code _source}
 * @param size bytes
 * @param digest a digest of the content, prefixed by its method, such as {@code sha256:…}
 */
public record Archive(String path, long size, String digest) implements Serializable {}
