package io.xylem.core;

import java.io.Serializable;

/**
 * How many refused documents are tolerated: a count, or a share of all documents.
 *
 * @param value documents, or percent of the documents
 * @param percent whether the value is in percent
 */
public record RejectLimit(double value, boolean percent) implements Serializable {
    /** No refused document is tolerated. */
    public static final RejectLimit NONE = count(0);

    /**
     * Checks the bounds.
     *
     * @throws UsageException if the value is negative, not a number, or more than 100 percent
     */
    public RejectLimit {
        if (!(value >= 0) || (percent && value > 100)) {
            throw new UsageException("reject limit "
                    + (value == Math.rint(value) ? String.valueOf((long) value) : value) + (percent ? "%" : "")
                    + ": give a number of documents from 0, or a percentage from 0% to 100%");
        }
    }

    /**
     * A limit by number.
     *
     * @param documents how many
     * @return the limit
     */
    public static RejectLimit count(long documents) {
        return new RejectLimit(documents, false);
    }

    /**
     * A limit by share.
     *
     * @param percent percent of the documents seen
     * @return the limit
     */
    public static RejectLimit percent(double percent) {
        return new RejectLimit(percent, true);
    }

    /**
     * Reads a limit.
     *
     * @param text a whole number such as {@code 10}, or a percentage such as {@code 2.5%}
     * @return the limit
     * @throws UsageException if the text is neither
     */
    public static RejectLimit parse(String text) {
        String trimmed = text.trim();
        try {
            return trimmed.endsWith("%")
                    ? percent(Double.parseDouble(trimmed.substring(0, trimmed.length() - 1)))
                    : count(Long.parseLong(trimmed));
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "reject limit '" + text + "': give a number of documents such as 10, or a percentage such as 2.5%",
                    e);
        }
    }

    /**
     * Whether so many refusals are tolerated.
     *
     * @param rejected documents refused
     * @param documents documents seen, refused ones included
     * @return whether the limit is kept
     */
    public boolean allows(long rejected, long documents) {
        return percent ? rejected * 100.0 <= value * documents : rejected <= value;
    }

    @Override
    public String toString() {
        String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return percent ? number + "%" : number;
    }
}
