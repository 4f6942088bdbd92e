package io.xylem.core;

import org.jspecify.annotations.Nullable;

/** One document is refused; it goes to the quarantine and the run goes on. Cheap: it has no stack trace. */
public final class DocumentException extends XylemException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String path;
    private final long offset;

    /**
     * Creates a refusal.
     *
     * @param code one of {@link RejectCodes}
     * @param path the absolute path of the element or attribute; null where there is none
     * @param offset byte offset in the document; -1 if unknown
     * @param message what happened, why, and what to do; never the document's content
     */
    public DocumentException(String code, @Nullable String path, long offset, String message) {
        super(message, null);
        this.code = code;
        this.path = path;
        this.offset = offset;
    }

    /**
     * Why the document is refused.
     *
     * @return one of {@link RejectCodes}
     */
    public String code() {
        return code;
    }

    /**
     * Where in the tree.
     *
     * @return the absolute path; null where there is none
     */
    public @Nullable String path() {
        return path;
    }

    /**
     * Where in the bytes.
     *
     * @return byte offset in the document; -1 if unknown
     */
    public long offset() {
        return offset;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
