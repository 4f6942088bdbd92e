package io.xylem.core.shred;

import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.Reject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of documents, shredded: their bytes in one arena, and per level a table of texts that point into it.
 *
 * <p>Filled by one thread, document by document: {@link #beginDocument}, then instances and values, then
 * {@link #endDocument}, {@link #refuseDocument} or {@link #discardDocument}. Borrowed from the cursor that yields it.
 *
 * <p>A document that {@link #refusal} names gives no rows and has not been reported: whoever turns texts into values does that, as
 * a value before the refusal may be the first cause.
 */
public final class Shreds {
    private final ShredSchema schema;
    private final LevelShreds[] levels;
    private final int[] marks;
    private final List<Extra> extras = new ArrayList<>();

    private byte[] arena;
    private int arenaSize = 1;

    private int documents;
    private String[] sources = new String[64];
    private String[] archives = new String[64];
    private long[] ordinals = new long[64];
    private long[] contents = new long[64];

    private long[] order = new long[256];
    private int orderSize;

    private @Nullable Refusal[] refusals = new Refusal[64];
    private boolean anyRefused;

    private int orderMark;
    private int extrasMark;
    private int arenaMark;

    /**
     * An empty chunk.
     *
     * @param schema the levels
     * @param capacity the initial size of the arena, bytes
     */
    public Shreds(ShredSchema schema, int capacity) {
        this.schema = schema;
        this.levels = schema.levels().stream().map(LevelShreds::new).toArray(LevelShreds[]::new);
        this.marks = new int[levels.length];
        this.arena = new byte[Math.max(capacity, 16)];
    }

    /**
     * The levels and columns.
     *
     * @return the schema
     */
    public ShredSchema schema() {
        return schema;
    }

    /**
     * The shreds of a level.
     *
     * @param index the level's place in the schema
     * @return the shreds
     */
    public LevelShreds level(int index) {
        return levels[index];
    }

    /**
     * The bytes that all ranges point into. Replaced when it grows: do not keep it across a call that writes.
     *
     * @return the array, borrowed
     */
    public byte[] arena() {
        return arena;
    }

    /**
     * How much of the arena is in use.
     *
     * @return bytes
     */
    public int arenaSize() {
        return arenaSize;
    }

    /**
     * The number of documents.
     *
     * @return documents
     */
    public int documents() {
        return documents;
    }

    /**
     * The full name of a document.
     *
     * @param document its place in the chunk
     * @return the name, as in {@code _source}
     */
    public String source(int document) {
        return sources[document];
    }

    /**
     * The outermost archive of a document.
     *
     * @param document its place in the chunk
     * @return the path
     */
    public String archive(int document) {
        return archives[document];
    }

    /**
     * The place of a document among the entries of its outermost archive.
     *
     * @param document its place in the chunk
     * @return 0-based place
     */
    public long ordinal(int document) {
        return ordinals[document];
    }

    /**
     * The bytes of a document, as a range of the arena.
     *
     * @param document its place in the chunk
     * @return the range
     */
    public long content(int document) {
        return contents[document];
    }

    /**
     * Why a document is refused, unless one of its values is a cause to refuse it: that one comes first.
     *
     * @param document its place in the chunk
     * @return the refusal; null if there is none
     */
    public @Nullable Refusal refusal(int document) {
        return anyRefused ? refusals[document] : null;
    }

    /**
     * The entry of the quarantine for a document of the chunk.
     *
     * @param document its place in the chunk
     * @param cause why it is refused
     * @param limits say how much of its content is kept
     * @return the entry
     */
    public Reject reject(int document, DocumentException cause, Limits limits) {
        int start = TextColumn.start(contents[document]);
        long end = Math.min(TextColumn.end(contents[document]), start + limits.content());
        return new Reject(
                sources[document],
                archives[document],
                ordinals[document],
                cause.offset(),
                cause.code(),
                cause.path(),
                String.valueOf(cause.getMessage()),
                Arrays.copyOfRange(arena, start, (int) end));
    }

    /**
     * All instances of all levels in the order of their start tags, each as {@code level << 32 | instance}. Only the first
     * {@link #instances()} are valid.
     *
     * @return the array, borrowed
     */
    public long[] order() {
        return order;
    }

    /**
     * The number of instances of all levels together.
     *
     * @return instances
     */
    public int instances() {
        return orderSize;
    }

    /**
     * Texts that no column holds, in document order.
     *
     * @return the list, borrowed
     */
    public List<Extra> extras() {
        return extras;
    }

    /** Empties the chunk. An arena that one huge document has blown up is given back. */
    public void clear() {
        for (LevelShreds level : levels) {
            level.truncate(0);
        }
        extras.clear();
        if (anyRefused) {
            Arrays.fill(refusals, null);
            anyRefused = false;
        }
        documents = 0;
        orderSize = 0;
        arenaSize = 1;
        if (arena.length > 16 << 20) {
            arena = new byte[1 << 20];
        }
    }

    /**
     * Starts a document and copies its bytes into the arena.
     *
     * @param document the document
     * @return the index of its first byte in the arena
     */
    public int beginDocument(Document document) {
        orderMark = orderSize;
        extrasMark = extras.size();
        arenaMark = arenaSize;
        for (int i = 0; i < levels.length; i++) {
            marks[i] = levels[i].size();
        }
        if (documents == sources.length) {
            int capacity = documents * 2;
            sources = Arrays.copyOf(sources, capacity);
            archives = Arrays.copyOf(archives, capacity);
            ordinals = Arrays.copyOf(ordinals, capacity);
            contents = Arrays.copyOf(contents, capacity);
            refusals = Arrays.copyOf(refusals, capacity);
        }
        sources[documents] = document.source();
        archives[documents] = document.archive();
        ordinals[documents] = document.ordinal();
        int start = append(document.buffer(), document.offset(), document.length());
        contents[documents] = TextColumn.range(start, start + document.length());
        return start;
    }

    /** Keeps the document. */
    public void endDocument() {
        documents++;
    }

    /**
     * Keeps what was shredded of a document before it was refused for what it holds. Nothing behind the cause is in the chunk.
     *
     * @param refusal the cause
     */
    public void refuseDocument(Refusal refusal) {
        refusals[documents++] = refusal;
        anyRefused = true;
    }

    /** Takes back everything since {@link #beginDocument}. */
    public void discardDocument() {
        for (int i = 0; i < levels.length; i++) {
            levels[i].truncate(marks[i]);
        }
        orderSize = orderMark;
        extras.subList(extrasMark, extras.size()).clear();
        arenaSize = arenaMark;
    }

    /**
     * Begins an instance of a level, in the order of start tags.
     *
     * @param level the level
     * @param parent the instance of the parent level; ignored for a record, which belongs to the document
     * @param ordinal its place among its siblings of the same group; for a record, in the document
     * @param place its place among all group instances of the record; for a record the number of its first row, which is 0
     *     unless a flattener gives one record several instances
     * @return the instance
     */
    public int beginInstance(int level, int parent, int ordinal, int place) {
        int instance = levels[level].begin(level == 0 ? documents : parent, ordinal, place);
        if (level > 0) {
            levels[schema.levels().get(level).parent()].children()[parent]++;
        }
        if (orderSize == order.length) {
            order = Arrays.copyOf(order, orderSize * 2);
        }
        order[orderSize++] = (long) level << 32 | instance;
        return instance;
    }

    /**
     * Keeps a text that no column holds.
     *
     * @param extra the text
     */
    public void addExtra(Extra extra) {
        extras.add(extra);
    }

    /**
     * Copies bytes to the end of the arena.
     *
     * @param source the array
     * @param offset index of the first byte
     * @param length how many
     * @return where they start in the arena
     */
    public int append(byte[] source, int offset, int length) {
        int start = reserve(length);
        System.arraycopy(source, offset, arena, start, length);
        arenaSize = start + length;
        return start;
    }

    /**
     * Makes room at the end of the arena without using it up. Whoever writes there calls {@link #advance}.
     *
     * @param length how many bytes are wanted
     * @return {@link #arenaSize()}: where they would start
     */
    public int reserve(int length) {
        long needed = (long) arenaSize + length;
        if (needed > arena.length) {
            if (needed > Integer.MAX_VALUE - 16) {
                throw new OutOfMemoryError("a chunk of shreds cannot hold more than 2 GiB");
            }
            arena = Arrays.copyOf(arena, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, arena.length * 2L)));
        }
        return arenaSize;
    }

    /**
     * Uses up bytes that were written behind {@link #reserve}.
     *
     * @param length how many
     */
    public void advance(int length) {
        arenaSize += length;
    }
}
