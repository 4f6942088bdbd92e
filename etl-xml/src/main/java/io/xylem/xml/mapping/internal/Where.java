package io.xylem.xml.mapping.internal;

/**
 * Where in a mapping something is said.
 *
 * @param source the file; a description if the mapping does not come from a file
 * @param line 1-based line; 0 if there are none
 * @param column 1-based column; 0 if there are none
 */
public record Where(String source, int line, int column) {
    /**
     * Said by Java code.
     *
     * @return the place
     */
    public static Where builder() {
        return new Where("mapping builder", 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
