package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import io.xylem.core.Source;
import io.xylem.core.UsageException;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.ShredColumn;
import io.xylem.core.shred.ShredLevel;
import io.xylem.core.shred.ShredSchema;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.StackedRows;
import io.xylem.core.shred.TextColumn;
import io.xylem.xml.internal.rows.MemoryDocuments;
import io.xylem.xml.internal.rows.RequiredCheck;
import io.xylem.xml.internal.rows.RowsContext;
import io.xylem.xml.internal.rows.SplitDocuments;
import io.xylem.xml.mapping.Mapping;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flattener alone: documents to rows of the stacked layout, without Arrow, tables or a pipeline.
 *
 * <pre>{@code
 * try (XmlRows rows = XmlRows.open(mapping, Path.of("messages.zip"))) {
 *     while (rows.next()) {
 *         System.out.println(rows.source() + " " + rows.group() + " " + rows.text("gufi") + " " + rows.list("codes"));
 *     }
 *     rows.rejects().forEach(reject -> System.err.println(reject.source() + ": " + reject.message()));
 * }
 * }</pre>
 *
 * <p>Values are the texts of the document: types, {@code split}, {@code trim} and {@code format} of the mapping are not applied,
 * so no value is bad, and nothing is refused for {@code badValue} but a scalar met twice. {@code required} is checked for values
 * that are absent, nil, or empty where empty means null.
 *
 * <p>A document that is refused gives no row and is in {@link #rejects()}; the others go on. Used by one thread. What a method
 * returns is a copy; the row itself is gone with the next {@link #next()}.
 */
public final class XmlRows implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(XmlRows.class);

    private final ShredSchema schema;
    private final Map<String, int[]> columns = new HashMap<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private final RowsContext context;
    private final Cursor<Shreds> chunks;
    private final StackedRows rows;
    private final RequiredCheck required;

    private final List<Reject> rejects = new ArrayList<>();
    private boolean looked;
    private final @Nullable Consumer<? super Reject> onReject;

    private @Nullable Shreds shreds;
    private int row;
    private final Map<Long, List<Extra>> extras = new HashMap<>();

    private XmlRows(Builder builder, Input input) throws IOException {
        Mapping mapping = builder.mapping;
        schema = mapping.schema();
        onReject = builder.onReject;
        for (int level = 0; level < schema.levels().size(); level++) {
            ShredLevel definition = schema.levels().get(level);
            groups.put(definition.name(), level);
            for (int column = 0; column < definition.columns().size(); column++) {
                columns.put(definition.columns().get(column).name(), new int[] {level, column});
            }
        }
        rows = new StackedRows(schema);
        required = new RequiredCheck(schema, builder.limits);
        context = new RowsContext(mapping.fingerprint(), builder.limits, List.of(schema.stackedTable()), this::reject);
        chunks = XmlShredder.of(mapping).flatten(input.open(context), context);
    }

    private interface Input {
        Cursor<? extends Document> open(RowsContext context) throws IOException;
    }

    /**
     * The rows of files: plain and compressed XML, archives, and folders of them, as {@link ArchiveSource} reads them.
     *
     * @param mapping what is wanted of the documents
     * @param inputs the files and folders
     * @return the rows, before the first
     * @throws IOException if an input cannot be read
     * @throws UsageException if an input does not exist
     */
    public static XmlRows open(Mapping mapping, Path... inputs) throws IOException {
        return builder(mapping).open(ArchiveSource.of(inputs));
    }

    /**
     * The rows of documents in memory, which are named {@code 0}, {@code 1} and so on.
     *
     * @param mapping what is wanted of the documents
     * @param documents the documents, not to be changed before the rows are closed
     * @return the rows, before the first
     * @throws IOException never; it is declared for the sake of the other ways in
     */
    public static XmlRows open(Mapping mapping, byte[]... documents) throws IOException {
        List<String> names =
                IntStream.range(0, documents.length).mapToObj(Integer::toString).toList();
        return builder(mapping).open(new MemoryDocuments(names, Arrays.asList(documents)));
    }

    /**
     * The rows of one document.
     *
     * @param mapping what is wanted of the document
     * @param source the document's name
     * @param document the document; read to its end at once, not closed. One that is longer than the limit is refused
     * @return the rows, before the first
     * @throws IOException if the document cannot be read
     */
    public static XmlRows open(Mapping mapping, String source, InputStream document) throws IOException {
        int most = (int) Math.min(Limits.DEFAULT.document() + 1, Integer.MAX_VALUE - 16);
        byte[] bytes = document.readNBytes(most);
        return builder(mapping).open(new MemoryDocuments(List.of(source), List.of(bytes)));
    }

    /**
     * Says more about how rows are read.
     *
     * @param mapping what is wanted of the documents
     * @return a builder with all defaults
     */
    public static Builder builder(Mapping mapping) {
        return new Builder(mapping);
    }

    private void reject(Reject reject) {
        if (onReject != null) {
            onReject.accept(reject);
        } else {
            rejects.add(new Reject(
                    reject.source(),
                    reject.archive(),
                    reject.ordinal(),
                    reject.offset(),
                    reject.code(),
                    reject.path(),
                    reject.message(),
                    null));
        }
    }

    /**
     * Moves to the next row. Rows come in document order of the leaf instances' start tags.
     *
     * @return whether there is one
     * @throws IOException if the input cannot be read
     */
    public boolean next() throws IOException {
        row++;
        while (shreds == null || row >= rows.size()) {
            if (!chunks.advance()) {
                shreds = null;
                return false;
            }
            Shreds chunk = chunks.current();
            shreds = chunk;
            rows.of(chunk, required.refused(chunk, this::reject));
            row = 0;
            extras.clear();
            for (Extra extra : chunk.extras()) {
                extras.computeIfAbsent(key(extra.level(), extra.instance()), k -> new ArrayList<>())
                        .add(extra);
            }
        }
        return true;
    }

    private static long key(int level, int instance) {
        return (long) level << 32 | instance;
    }

    private Shreds chunk() {
        if (shreds == null) {
            throw new IllegalStateException(
                    "there is no current row; call next() first, and only while it returns true");
        }
        return shreds;
    }

    /**
     * The document that the row comes from.
     *
     * @return its full name, as in {@code _source}
     */
    public String source() {
        return chunk().source(chunk().level(0).parents()[record(0)]);
    }

    private int record(int level) {
        return rows.instances(level)[row];
    }

    /**
     * The place of the row's record in its document.
     *
     * @return 0-based place
     */
    public long record() {
        return chunk().level(0).ordinals()[record(0)];
    }

    /**
     * The place of the row in its record.
     *
     * @return 0-based place
     */
    public int row() {
        chunk();
        return rows.numbers()[row];
    }

    /**
     * The group that the row is an instance of.
     *
     * @return the group's name; null for a record without groups
     */
    public @Nullable String group() {
        chunk();
        int level = rows.levels()[row];
        return level == 0 ? null : schema.levels().get(level).name();
    }

    /**
     * The place of the row's instance of a group in its parent.
     *
     * @param group the group's name
     * @return 0-based place; null if the row is not inside such a group
     * @throws UsageException if there is no such group
     */
    public @Nullable Integer ordinal(String group) {
        Integer level = groups.get(group);
        if (level == null || level == 0) {
            throw new UsageException("there is no group '" + group + "'; there are: "
                    + schema.levels().stream().skip(1).map(ShredLevel::name).toList());
        }
        int instance = instance(level);
        return instance == StackedRows.NONE ? null : chunk().level(level).ordinals()[instance];
    }

    private int instance(int level) {
        chunk();
        return rows.instances(level)[row];
    }

    /**
     * The value of a scalar column, as it stands in the document.
     *
     * @param column the column's name
     * @return its text, possibly empty; null if it is absent or nil, or belongs to a group that the row is not inside
     * @throws UsageException if there is no such column, or it is repeated
     */
    public @Nullable String text(String column) {
        int[] place = place(column);
        if (definition(place).repeated()) {
            throw new UsageException("column '" + column + "' is repeated; use list(\"" + column + "\")");
        }
        int instance = instance(place[0]);
        return instance == StackedRows.NONE
                ? null
                : text(chunk().level(place[0]).column(place[1]).ranges()[instance]);
    }

    /**
     * All values of a column, as they stand in the document.
     *
     * @param column the column's name
     * @return its texts, null where one is nil; empty if there is none
     * @throws UsageException if there is no such column
     */
    public List<@Nullable String> list(String column) {
        int[] place = place(column);
        int instance = instance(place[0]);
        List<@Nullable String> texts = new ArrayList<>();
        if (instance == StackedRows.NONE) {
            return texts;
        }
        TextColumn values = chunk().level(place[0]).column(place[1]);
        if (!values.repeated()) {
            if (values.ranges()[instance] != TextColumn.ABSENT) {
                texts.add(text(values.ranges()[instance]));
            }
            return texts;
        }
        for (int i = first(values, instance); i < values.size() && values.owners()[i] == instance; i++) {
            texts.add(text(values.ranges()[i]));
        }
        return texts;
    }

    /** The first item of an instance, or where it would be. */
    private static int first(TextColumn values, int instance) {
        int low = 0;
        int high = values.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values.owners()[middle] < instance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * What no column could take: further values of scalars, and with {@code unmapped: rescue} what no column reads. A row has
     * its own and those of the instances around it.
     *
     * @return texts by absolute path; a copy
     */
    public SortedMap<String, List<@Nullable String>> rescued() {
        SortedMap<String, List<@Nullable String>> rescued = new TreeMap<>();
        for (int level = 0; level < schema.levels().size(); level++) {
            int instance = instance(level);
            if (instance != StackedRows.NONE) {
                for (Extra extra : extras.getOrDefault(key(level, instance), List.of())) {
                    rescued.computeIfAbsent(extra.path(), p -> new ArrayList<>())
                            .add(text(extra.range()));
                }
            }
        }
        return rescued;
    }

    private int[] place(String column) {
        int[] place = columns.get(column);
        if (place == null) {
            throw new UsageException("there is no column '" + column + "'; there are: "
                    + columns.keySet().stream().sorted().toList());
        }
        return place;
    }

    private ShredColumn definition(int[] place) {
        return schema.levels().get(place[0]).columns().get(place[1]);
    }

    private @Nullable String text(long range) {
        if (!TextColumn.isText(range)) {
            return null;
        }
        int start = TextColumn.start(range);
        return new String(chunk().arena(), start, TextColumn.end(range) - start, StandardCharsets.UTF_8);
    }

    /**
     * The documents and archives refused so far, without their content, unless {@link Builder#onReject} takes them. Complete when
     * {@link #next()} has returned false.
     *
     * @return a copy
     */
    public List<Reject> rejects() {
        looked = true;
        return List.copyOf(rejects);
    }

    /**
     * What no column reads, in the documents read so far.
     *
     * @return how often, by absolute path; a copy
     */
    public SortedMap<String, Long> unmapped() {
        return new TreeMap<>(context.unmapped());
    }

    /** Closes the input. Warns in the log if documents were refused and nobody asked for {@link #rejects()}. */
    @Override
    public void close() throws IOException {
        shreds = null;
        if (!looked && !rejects.isEmpty()) {
            LOG.warn(
                    "{} documents were refused and nobody has looked; the first is {}: {}: {}. See XmlRows.rejects()",
                    rejects.size(),
                    rejects.get(0).source(),
                    rejects.get(0).code(),
                    rejects.get(0).message());
        }
        chunks.close();
    }

    /** Says more about how rows are read. */
    public static final class Builder {
        private final Mapping mapping;
        private Limits limits = Limits.DEFAULT;
        private @Nullable Consumer<? super Reject> onReject;

        private Builder(Mapping mapping) {
            this.mapping = mapping;
        }

        /**
         * What a document or archive may cost. By default {@link Limits#DEFAULT}.
         *
         * @param value the limits
         * @return this
         */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /**
         * Takes each refusal as it happens, with the document's content, instead of collecting them.
         *
         * @param value what to do with it
         * @return this
         */
        public Builder onReject(Consumer<? super Reject> value) {
            onReject = value;
            return this;
        }

        /**
         * The rows of all documents of a source.
         *
         * @param source the source
         * @return the rows, before the first
         * @throws IOException if the source cannot be read
         */
        public XmlRows open(Source<? extends Document> source) throws IOException {
            return new XmlRows(this, context -> new SplitDocuments(source.plan(context), context));
        }

        /**
         * The rows of documents.
         *
         * @param documents the documents; closed with the rows
         * @return the rows, before the first
         * @throws IOException never; it is declared for the sake of the other ways in
         */
        public XmlRows open(Cursor<? extends Document> documents) throws IOException {
            return new XmlRows(this, context -> documents);
        }
    }
}
