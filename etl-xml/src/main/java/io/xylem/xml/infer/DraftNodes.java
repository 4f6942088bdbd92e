package io.xylem.xml.infer;

import io.xylem.xml.draft.DraftNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a mapping must know of the paths of a profile. */
final class DraftNodes {
    private static final int MOST_EXAMPLES = 2;
    private static final int LONGEST = 24;

    private DraftNodes() {}

    static DraftNode of(PathProfile path) {
        DraftNode.Builder builder;
        if (path.uri() == null || path.local() == null) {
            builder = DraftNode.anyElement();
        } else if (path.attribute()) {
            builder = DraftNode.attribute(path.uri(), path.local(), "string");
        } else {
            builder = DraftNode.element(path.uri(), path.local());
        }
        if (path.type() != null) {
            builder.type(path.type());
        }
        path.children().forEach(child -> builder.child(of(child)));
        return builder.repeated(path.most() > 1)
                .optional(path.least() == 0)
                .nillable(path.nil() > 0)
                .mixed(path.mixed() > 0)
                .opaque(path.cut())
                .rank(path.rank())
                .remark(remark(path))
                .build();
    }

    private static String remark(PathProfile path) {
        List<String> parts = new ArrayList<>();
        if (path.most() > 1) {
            String least = path.least() == path.most() ? "" : String.format(Locale.ROOT, "%,d to ", path.least());
            parts.add(least + String.format(Locale.ROOT, "%,d each", path.most()));
        } else if (path.least() == 0) {
            parts.add(String.format(Locale.ROOT, "in %,d of %,d", path.having(), path.parents()));
        }
        if (path.nil() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d nil", path.nil()));
        }
        if (path.cut()) {
            parts.add("too deep in itself for columns");
        } else if (path.mixed() > 0) {
            parts.add("text and elements mixed");
        } else if (!path.examples().isEmpty()) {
            if (path.reason() != null) {
                parts.add(path.reason());
            }
            parts.add("e.g. "
                    + String.join(
                            " | ",
                            path.examples().stream()
                                    .limit(MOST_EXAMPLES)
                                    .map(DraftNodes::cut)
                                    .toList()));
        }
        return String.join("; ", parts);
    }

    private static String cut(String example) {
        return example.codePointCount(0, example.length()) <= LONGEST
                ? example
                : example.substring(0, example.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
