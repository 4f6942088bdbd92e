package io.xylem.core;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Why a document, an archive entry or an archive went to the quarantine.
 *
 * @param source the full name of the document or archive, as in {@code _source}
 * @param archive the outermost archive, the key of the ledger
 * @param ordinal the place of the entry in its outermost archive
 * @param offset byte offset of the cause in the document; -1 if unknown
 * @param code one of {@link RejectCodes}
 * @param path the absolute path of the element or attribute; null where the cause is not at one
 * @param message what happened, why, and what to do; never the document's content
 * @param content the document's bytes, capped; null if they could not be read
 */
@SuppressWarnings("ArrayRecordComponent") // up to a megabyte, never compared
public record Reject(
        String source,
        String archive,
        long ordinal,
        long offset,
        String code,
        @Nullable String path,
        String message,
        byte @Nullable [] content)
        implements Serializable {}
