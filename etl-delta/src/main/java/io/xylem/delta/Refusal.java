package io.xylem.delta;

import io.xylem.core.Reject;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document in quarantine, and a fingerprint of why.
 *
 * @param source its name
 * @param reason stands for code, path, offset, message and mapping
 */
record Refusal(String source, int reason) {
    static Refusal of(Reject reject, String mappingVersion) {
        Long offset = reject.offset() < 0 ? null : reject.offset();
        return of(reject.source(), reject.code(), reject.path(), offset, reject.message(), mappingVersion);
    }

    /** From a row of the quarantine, which has the columns that are asked for here. */
    static Refusal of(Map<String, @Nullable Object> row) {
        return of(
                String.valueOf(row.get("source")),
                row.get("code"),
                row.get("path"),
                row.get("offset"),
                row.get("message"),
                row.get("mapping_version"));
    }

    private static Refusal of(String source, @Nullable Object... why) {
        return new Refusal(source, Arrays.hashCode(why));
    }
}
