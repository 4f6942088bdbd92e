package io.xylem.xml.mapping.internal;

/** A path that cannot be understood, or that can never match. */
public final class PathSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    PathSyntaxException(String path, int at, String what, String remedy) {
        super("path \"" + path + "\", character " + (at + 1) + ": " + what);
        this.remedy = remedy;
    }

    /**
     * What to do about it.
     *
     * @return the remedy
     */
    public String remedy() {
        return remedy;
    }
}
