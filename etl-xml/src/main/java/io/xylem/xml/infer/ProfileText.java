package io.xylem.xml.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A profile as lines. */
final class ProfileText {
    private static final List<String> HEAD = List.of("count", "per parent", "type", "different", "path");

    private final List<List<String>> lines = new ArrayList<>();

    private ProfileText() {
        lines.add(HEAD);
    }

    static String of(Profile profile) {
        ProfileText text = new ProfileText();
        profile.roots().forEach(text::add);
        StringBuilder out = new StringBuilder();
        out.append(format("documents: %,d", profile.documents()));
        profile.rejects().forEach((code, times) -> out.append(format("; refused: %,d %s", times, code)));
        out.append(format("; entries that are no documents: %,d\n", profile.skipped()));
        out.append(format("depth: %,d; paths: %,d\n", profile.depth(), text.lines.size() - 1));
        profile.namespaces()
                .forEach((prefix, uri) ->
                        out.append(prefix).append(" = ").append(uri).append('\n'));
        out.append('\n');
        text.write(out);
        return out.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void add(PathProfile path) {
        StringBuilder last = new StringBuilder(path.path());
        if (path.nil() > 0) {
            last.append(format("  %,d nil", path.nil()));
        }
        if (path.mixed() > 0) {
            last.append(format("  %,d mixed", path.mixed()));
        }
        if (path.cut()) {
            last.append("  not looked into");
        }
        if (!path.examples().isEmpty()) {
            last.append("  e.g. ").append(String.join(" | ", path.examples()).replaceAll("\\p{Cntrl}", " "));
        }
        lines.add(List.of(
                format("%,d", path.count()),
                path.least() == path.most()
                        ? format("%,d", path.most())
                        : format("%,d..%,d, %.2f", path.least(), path.most(), path.average()),
                path.type() == null ? "" : path.type(),
                path.values() == 0 ? "" : different(path.distinct()),
                last.toString()));
        path.children().forEach(this::add);
    }

    private static String different(int distinct) {
        return distinct < 0 ? format(">%,d", DistinctValues.MOST) : format("%,d", distinct);
    }

    private void write(StringBuilder out) {
        int columns = HEAD.size() - 1;
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                boolean number = i == 0 || i == 3;
                out.append(number ? padding + line.get(i) : line.get(i) + padding)
                        .append("  ");
            }
            out.append(line.get(columns)).append('\n');
        }
    }
}
