package io.xylem.xml.bind;

import io.xylem.core.DocumentException;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one record. */
public interface RowConsumer {
    /**
     * Adds a row.
     *
     * <p>A value is null, or of a Java type that its column's type takes without loss: {@code String} for {@code string};
     * {@code Boolean}; {@code Byte}, {@code Short}, {@code Integer} and, for {@code long} and {@code decimal}, {@code Long};
     * {@code Float} and, for {@code double}, {@code Double}; {@code BigInteger} and {@code BigDecimal} for {@code decimal};
     * {@code LocalDate} for {@code date}; {@code Instant}, {@code OffsetDateTime} and {@code ZonedDateTime} for
     * {@code timestamp}; {@code LocalDateTime} for {@code timestamp_ntz}; {@code byte[]} for {@code binary}. A
     * {@code String} for any other type is parsed as the text of a document is. A list column takes an {@link Iterable}.
     *
     * @param values one for each column, in the order in which columns were declared
     * @throws io.xylem.core.UsageException if there are too few or too many, or one has a type that its column cannot take
     * @throws DocumentException if a value cannot be written: a text with half of a surrogate pair
     */
    void add(@Nullable Object... values);

    /**
     * A refusal of the document that the record is in, to be thrown: {@code throw rows.refusal("arrival before departure")}.
     *
     * @param message what is wrong and what to do; kept in the quarantine, so without content of the document
     * @return the refusal, with the code {@code BAD_VALUE} and the record's path
     */
    DocumentException refusal(String message);
}
