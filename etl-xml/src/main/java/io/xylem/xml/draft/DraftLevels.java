package io.xylem.xml.draft;

import io.xylem.xml.mapping.ColumnBuilder;
import io.xylem.xml.mapping.internal.Prefixes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a tree into levels: the record and the groups in it, each with its columns. */
final class DraftLevels {
    private static final String TEXT_WORD = "value";

    private final Prefixes prefixes;
    /** The paths outside of the records that no column reads. */
    final List<String> left = new ArrayList<>();

    /** A record or group. */
    static final class Level {
        final String path;
        final List<String> words;
        final @Nullable String remark;
        final @Nullable String documentation;
        final List<ColumnDraft> columns = new ArrayList<>();
        final List<Level> groups = new ArrayList<>();
        String name = "";

        Level(String path, List<String> words, @Nullable DraftNode node) {
            this.path = path;
            this.words = words;
            this.remark = node == null ? null : node.remark();
            this.documentation = node == null ? null : node.documentation();
        }
    }

    /** A column. */
    static final class ColumnDraft {
        final String path;
        final List<String> words;
        final int least;
        final String type;
        final @Nullable String remark;
        private final boolean repeated;
        private final boolean list;
        private final @Nullable String zone;
        private final @Nullable String documentation;
        String name = "";

        ColumnDraft(String path, List<String> words, int least, DraftNode node, boolean repeated) {
            String text = node.type() == null ? "string" : node.type();
            this.path = path;
            this.words = words;
            this.least = least;
            this.type = node.source() ? "xml" : text;
            this.list = node.list() && !node.source();
            this.zone = node.source() ? null : node.zone();
            this.repeated = repeated;
            this.documentation = node.documentation();
            this.remark = node.remark();
        }

        void describe(ColumnBuilder column) {
            if (repeated) {
                column.repeated();
            }
            if (list) {
                column.split("whitespace");
            }
            if (zone != null) {
                column.zone(zone);
            }
            if (documentation != null) {
                column.comment(documentation);
            }
        }
    }

    DraftLevels(Prefixes prefixes) {
        this.prefixes = prefixes;
    }

    /** The levels of the record at the end of a chain of elements that begins with the document element. */
    Level of(List<DraftNode> chain) {
        StringBuilder path = new StringBuilder();
        chain.forEach(node -> path.append('/').append(step(node)));
        DraftNode node = chain.get(chain.size() - 1);
        Level record = new Level(path.toString(), List.of(), null);
        outside(record, chain);
        if (node.type() != null || node.children().isEmpty() || node.source()) {
            record.columns.add(new ColumnDraft(".", add(words(node), TEXT_WORD), 2, asText(node), false));
        }
        content(record, node, "", words(node));
        return record;
    }

    /** The record's own element is never taken as a whole, so that its parts are columns whatever is between them. */
    private static DraftNode asText(DraftNode node) {
        return DraftNode.anyElement()
                .type(node.source() && !node.children().isEmpty() ? "string" : node.type())
                .opaque(node.source() && node.children().isEmpty())
                .zone(node.zone())
                .list(node.list())
                .documentation(node.documentation())
                .remark(node.remark())
                .build();
    }

    private static List<String> words(DraftNode node) {
        return List.of(node.local() == null ? "record" : node.local());
    }

    private static String word(DraftNode node) {
        return node.local() == null ? "any" : node.local();
    }

    /** What stands around the record, as far as there is one of it and it is complete when the record ends. */
    private void outside(Level record, List<DraftNode> chain) {
        StringBuilder path = new StringBuilder();
        List<String> words = new ArrayList<>();
        for (int i = 0; i + 1 < chain.size(); i++) {
            DraftNode around = chain.get(i);
            DraftNode next = chain.get(i + 1);
            path.append('/').append(step(around));
            words.addAll(words(around));
            if (around.type() != null) {
                left.add(path + "/text()");
            }
            for (DraftNode child : around.children()) {
                if (!child.equals(next)) {
                    outside(record, child, path.toString(), words, !child.attribute() && child.rank() >= next.rank());
                }
            }
        }
    }

    private void outside(Level record, DraftNode node, String parent, List<String> around, boolean late) {
        List<String> words = add(around, word(node));
        boolean whole = node.source();
        if (late || node.repeated()) {
            left.add(parent + "/" + (node.attribute() ? "@" : "") + prefixes.shown(node.uri(), node.local()));
            return;
        }
        String path = parent + "/" + (node.attribute() ? "@" : "") + step(node);
        if (whole || node.type() != null || node.children().isEmpty()) {
            record.columns.add(new ColumnDraft(path, words, 1, node, false));
        }
        if (!whole) {
            node.children().forEach(child -> outside(record, child, path, words, false));
        }
    }

    /** The children of an element: into its level, or new levels inside that. */
    private void content(Level level, DraftNode element, String prefix, List<String> around) {
        for (DraftNode child : element.children()) {
            List<String> words = add(around, word(child));
            String path = prefix + (child.attribute() ? "@" : "") + step(child);
            boolean lists = child.repeated() && child.list() && child.type() != null;
            boolean leaf = child.children().isEmpty() && !lists;
            if (child.attribute() || leaf || child.source()) {
                level.columns.add(new ColumnDraft(path, words, 1, child, child.repeated()));
            } else if (child.repeated()) {
                Level group = new Level(path, words, child);
                if (child.type() != null) {
                    group.columns.add(new ColumnDraft(".", add(words, TEXT_WORD), 2, child, false));
                }
                content(group, child, "", words);
                level.groups.add(group);
            } else {
                if (child.type() != null) {
                    level.columns.add(new ColumnDraft(path, words, 1, child, false));
                }
                content(level, child, path + "/", words);
            }
        }
    }

    private String step(DraftNode node) {
        return prefixes.step(node.uri(), node.local());
    }

    private static List<String> add(List<String> words, String word) {
        List<String> all = new ArrayList<>(words);
        all.add(word);
        return all;
    }
}
