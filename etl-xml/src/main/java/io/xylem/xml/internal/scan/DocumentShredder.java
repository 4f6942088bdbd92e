package io.xylem.xml.internal.scan;

import io.xylem.core.Document;
import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import io.xylem.core.RejectCodes;
import io.xylem.core.TaskLedger;
import io.xylem.core.shred.Extra;
import io.xylem.core.shred.Refusal;
import io.xylem.core.shred.Shreds;
import io.xylem.core.shred.TextColumn;
import io.xylem.core.shred.ValueRules.BadValue;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.Mapping;
import io.xylem.xml.validate.XsdValidation;
import io.xylem.xml.validate.internal.DocumentValidator;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the events of one document after another and puts what the mapping wants into shreds. The state of one document at a
 * time; used by one thread. Longer than most, since it is the hot loop over events and its parts share that state.
 */
final class DocumentShredder implements Events, DocumentTaker {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentShredder.class);

    /** Causes that values may come before. */
    private static final Set<String> VALUE_CAUSES =
            Set.of(RejectCodes.REPEATED, RejectCodes.UNMAPPED, RejectCodes.BAD_VALUE);

    private static final long EMPTY = TextColumn.range(1, 1);
    /** Stands for a value until its element ends. */
    private static final long CLAIMED = EMPTY;

    private static final int TAKEN = -1;
    private static final int UNWANTED = -2;

    private final Mapping mapping;
    private final MappingPlan plan;
    private final Matcher matcher;
    private final Limits limits;
    private final Shreds shreds;
    private final Outside outside;
    private final Unread unread;
    private final NameTable names = new NameTable();
    private final Scanner scanner;
    private final DoctypeEngine doctypes;
    private final @Nullable DocumentValidator validator;

    private Frame[] frames = new Frame[16];
    private int depth;
    private final int[] current;
    private final int[] nextOrdinal;
    private final int[][] childLevels;
    /** The levels that have an open instance, the innermost last. */
    private final int[] open;

    private int openSize;
    private int records;
    private int nextPlace;

    private Entity entity = Entity.NONE;
    /** What is added to an index into the entity to make it one into the arena. */
    private int shift;

    private boolean textLimited;
    private long sourceBytes;
    private long nulled;
    private long nulledPending;

    DocumentShredder(Mapping mapping, Limits limits, Shreds shreds) {
        this.mapping = mapping;
        this.limits = limits;
        this.shreds = shreds;
        this.plan = new MappingPlan(mapping, shreds);
        this.matcher = new Matcher(plan);
        this.outside = new Outside(plan, this::repeated);
        this.unread = new Unread(mapping.unmapped(), shreds);
        Attributes attributes = new Attributes();
        this.scanner = new Scanner(limits, names, attributes, this);
        this.doctypes = new DoctypeEngine(limits, names, attributes, this);
        XsdValidation validation = mapping.validation();
        this.validator = validation == null ? null : new DocumentValidator(validation, mapping::displayName);
        int levels = plan.levels.length;
        this.current = new int[levels];
        this.nextOrdinal = new int[levels];
        this.open = new int[levels];
        this.childLevels = new int[levels][];
        for (int level = 0; level < levels; level++) {
            childLevels[level] =
                    plan.children.get(level).stream().mapToInt(Target::level).toArray();
        }
    }

    @Override
    public void take(Document document) {
        long deadline = System.nanoTime() + limits.seconds() * 1_000_000_000L;
        if (document.length() > limits.document()) {
            throw Refusals.limit("document", null, -1, "the document has more than " + limits.document() + " bytes");
        }
        int start = shreds.beginDocument(document);
        try {
            begin(document, start);
            scan(deadline);
            outside.close(frames[0]);
            outside.late().forEach(this::late);
            if (validator != null) {
                validator.check(document, deadline);
            }
            unread.accept(records);
            nulled += nulledPending;
            shreds.endDocument();
        } catch (DocumentException e) {
            unread.refuse();
            if (!VALUE_CAUSES.contains(e.code())) {
                shreds.discardDocument();
                throw e;
            }
            shreds.refuseDocument(new Refusal(e, current));
        } catch (Throwable t) {
            unread.refuse();
            shreds.discardDocument();
            throw t;
        }
    }

    private void begin(Document document, int start) {
        if (matcher.full() || names.full()) {
            matcher.clear();
            names.clear();
        }
        depth = 0;
        records = 0;
        openSize = 0;
        nulledPending = 0;
        sourceBytes = 0;
        Arrays.fill(current, -1);
        outside.reset();
        Frame root = frame(0);
        root.enter(matcher.document(), 0);
        outside.open(root);
        entity = Entity.of(document.buffer(), document.offset(), document.length());
        shift = entity.decoded() ? shreds.append(entity.bytes(), 0, entity.end()) : start - document.offset();
        textLimited = entity.end() - entity.start() > limits.text();
    }

    private void scan(long deadline) {
        try {
            if (scanner.scan(entity, deadline)) {
                return;
            }
            if (mapping.doctype() == Doctype.REJECT) {
                throw Refusals.doctype(scanner.position());
            }
            textLimited = true;
            doctypes.scan(entity, deadline);
        } catch (DocumentException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("a parser failed; its document is refused", e);
            throw Refusals.malformed(
                    path(), -1, "its parser failed with " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void report(TaskLedger ledger) {
        unread.report(ledger);
        if (nulled > 0) {
            ledger.values("nulled", nulled);
            nulled = 0;
        }
    }

    @Override
    public void start(Name name, String uri, Attributes attributes, int offset) {
        Frame parent = frames[depth];
        parent.hasChildren = true;
        PathNode node = matcher.child(parent.node, name, uri, attributes);
        Frame frame = frame(++depth);
        frame.enter(node, offset);
        if (node.slots.length > 0 || node.opens.length > 0) {
            begin(frame);
        }
        if (attributes.size() > 0) {
            attributes(frame, attributes);
        }
        for (PathNode.Hit hit : node.texts) {
            claim(frame, hit);
        }
        for (PathNode.Hit hit : node.sources) {
            claim(frame, hit);
        }
        frame.keepsText = node.texts.length > 0 || (unread.keepsTexts() && !node.inSource);
    }

    @Override
    public void leaf(
            Name name, String uri, Attributes none, int offset, byte[] bytes, int from, int to, int endOffset) {
        Frame parent = frames[depth];
        PathNode node = matcher.child(parent.node, name, uri, none);
        if (!node.plain || textLimited || !leaf(node, bytes, from, to)) {
            Events.super.leaf(name, uri, none, offset, bytes, from, to, endOffset);
        } else {
            parent.hasChildren = true;
        }
    }

    /** Takes the text of an element that has nothing else. Returns false, with nothing done, if there is more to it. */
    private boolean leaf(PathNode node, byte[] bytes, int from, int to) {
        if (node.texts.length > 0) {
            PathNode.Hit hit = node.texts[0];
            int place = reserve(hit, hit.target().wild() ? node.path(mapping) : null);
            if (place >= 0) {
                int number = hit.target().slot() < 0 || node.inSource ? 0 : outside.node();
                write(hit, place, from == to ? EMPTY : TextColumn.range(from + shift, to + shift), number);
            }
            return place != TAKEN;
        }
        if (node.inSource) {
            return true;
        }
        if (unread.refuses() || unread.keepsTexts()) {
            return false;
        }
        boolean empty = from == to && !node.step;
        if (empty || !blank(bytes, from, to)) {
            unread.count(node.unmapped, node.path(mapping));
        }
        return true;
    }

    private void begin(Frame frame) {
        PathNode node = frame.node;
        frame.mark = outside.mark();
        if (node.slots.length > 0) {
            outside.open(frame);
        }
        int binding = 0;
        for (int level : node.opens) {
            if (level == 0) {
                nextPlace = 0;
                current[0] = shreds.beginInstance(0, 0, records++, 0);
            } else {
                current[level] =
                        shreds.beginInstance(level, current[plan.parent(level)], nextOrdinal[level]++, nextPlace++);
            }
            for (int child : childLevels[level]) {
                nextOrdinal[child] = 0;
            }
            open[openSize++] = level;
            if (plan.slotsOf[level].length > 0) {
                outside.bind(level, current[level], node.bindings, frames, binding);
                binding += 2 * plan.slotsOf[level].length;
            }
        }
    }

    private void attributes(Frame frame, Attributes attributes) {
        PathNode node = frame.node;
        int count = attributes.size();
        for (int i = 0; i < count; i++) {
            PathNode.AttributeEdge edge = matcher.attribute(node, i, attributes.name(i), attributes.uri(i));
            frame.hasAttributes |= !edge.schema;
            if (edge.nil) {
                frame.nil = attributes.isTrue(i);
            }
            if (edge.hits.length > 0) {
                long range = store(attributes, i);
                int number = edge.outside && !node.inSource ? outside.node() : 0;
                for (PathNode.Hit hit : edge.hits) {
                    put(hit, range, edge, number);
                }
            } else if (!edge.mapped) {
                countUnread(edge.unmapped, edge.path, frame);
                if (unread.keepsTexts()) {
                    keepUnread(edge.path, store(attributes, i));
                }
            }
        }
    }

    private long store(Attributes attributes, int index) {
        int from = attributes.from(index);
        int to = attributes.to(index);
        if (from == to) {
            return EMPTY;
        }
        int start =
                attributes.inDocument(index) ? from + shift : shreds.append(attributes.bytes(index), from, to - from);
        return TextColumn.range(start, start + to - from);
    }

    private void put(PathNode.Hit hit, long range, PathNode.AttributeEdge edge, int number) {
        Target target = hit.target();
        int place = reserve(hit, target.wild() ? edge.path : null);
        if (place >= 0) {
            write(hit, place, range, number);
        } else if (place == TAKEN) {
            repeated(target, current[target.level()], edge.path, range);
        }
    }

    private void claim(Frame frame, PathNode.Hit hit) {
        Target target = hit.target();
        int place = reserve(hit, target.wild() ? frame.node.path(mapping) : null);
        if (place != UNWANTED) {
            frame.await(hit, place, target.slot() >= 0 ? -1 : current[target.level()]);
        }
    }

    /** Takes the next place in a target's column, in the order of start tags. */
    private int reserve(PathNode.Hit hit, @Nullable String path) {
        Target target = hit.target();
        if (target.slot() >= 0) {
            return outside.claim(frames[hit.origin()].outside[hit.entry()], path);
        }
        TextColumn column = target.texts();
        int instance = current[target.level()];
        if (target.repeated()) {
            column.add(instance, CLAIMED, path);
            return column.size() - 1;
        }
        if (column.ranges()[instance] == TextColumn.ABSENT) {
            column.set(instance, CLAIMED, path);
            return instance;
        }
        return target.onlyFirst() ? UNWANTED : TAKEN;
    }

    /** Writes a value to the place reserved; for columns outside, with the {@link Outside#node number} of its element or attribute. */
    private void write(PathNode.Hit hit, int place, long range, int number) {
        Target target = hit.target();
        if (target.slot() >= 0) {
            outside.set(frames[hit.origin()].outside[hit.entry()], target, place, range, number);
        } else {
            target.texts().ranges()[place] = range;
        }
    }

    /** A scalar has a further value. */
    private void repeated(Target target, int instance, @Nullable String path, long range) {
        var column = mapping.schema().levels().get(target.level()).columns().get(target.column());
        String where = path == null ? column.path() : path;
        if (target.badValue() == BadValue.REJECT) {
            throw new DocumentException(
                    RejectCodes.REPEATED,
                    where,
                    target.slot() >= 0 ? -1 : offset(frames[depth]),
                    "the scalar column '" + column.name()
                            + "' has a second value; map it with repeated: true, as a group, or with onlyFirst: true");
        }
        if (target.badValue() == BadValue.NULL) {
            nulledPending++;
        } else {
            shreds.addExtra(new Extra(target.level(), instance, where, range == TextColumn.NIL ? EMPTY : range));
        }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        Frame frame = frames[depth];
        if (textLimited) {
            frame.textBytes += to - from;
            if (frame.textBytes > limits.text()) {
                throw Refusals.limit(
                        "text",
                        path(),
                        offset(frame),
                        "the text of an element is longer than " + limits.text() + " bytes");
            }
        }
        if (!frame.hasText && frame.node.texts.length == 0) {
            frame.hasCharacters |= from < to;
            frame.hasText = !blank(bytes, from, to);
        }
        if (!frame.keepsText) {
            return;
        }
        if (frame.textStart == frame.textEnd && frame.piecesSize == 0 && isInput(bytes)) {
            frame.textStart = from + shift;
            frame.textEnd = to + shift;
            return;
        }
        if (frame.textStart < frame.textEnd) {
            frame.addPiece(shreds.arena(), frame.textStart, frame.textEnd);
            frame.textStart = frame.textEnd;
        }
        frame.addPiece(bytes, from, to);
    }

    @SuppressWarnings("ArrayEquals") // the very array is meant
    private boolean isInput(byte[] bytes) {
        return bytes == entity.bytes();
    }

    @Override
    public void end(int endOffset) {
        Frame frame = frames[depth];
        PathNode node = frame.node;
        if (frame.waiting > 0) {
            long text = node.texts.length > 0 ? text(frame) : 0;
            int number = node.outside ? outside.node() : 0;
            for (int i = 0; i < frame.waiting; i++) {
                PathNode.Hit hit = frame.hits[i];
                long range = hit.target().xml() ? source(frame.start, endOffset) : text;
                if (frame.places[i] < 0) {
                    repeated(hit.target(), frame.instances[i], node.path(mapping), range);
                } else if (frame.nil) {
                    write(hit, frame.places[i], TextColumn.NIL, 0);
                    filledNil(frame, hit.target(), text, range);
                } else {
                    write(hit, frame.places[i], range, number);
                }
            }
        }
        if (node.texts.length == 0 && !node.inSource) {
            unread(frame);
        }
        if (node.slots.length > 0 || node.opens.length > 0) {
            close(frame);
        }
        depth--;
    }

    /** An element says that it is nil; if it has a value all the same, that is a bad one. */
    private void filledNil(Frame frame, Target target, long text, long range) {
        boolean filled = frame.hasText
                || (TextColumn.isText(text) && !blank(shreds.arena(), TextColumn.start(text), TextColumn.end(text)))
                || (target.xml() && frame.hasChildren);
        if (!filled) {
            return;
        }
        if (target.badValue() == BadValue.REJECT) {
            var column = mapping.schema().levels().get(target.level()).columns().get(target.column());
            throw new DocumentException(
                    RejectCodes.BAD_VALUE,
                    frame.node.path(mapping),
                    offset(frame),
                    "column '" + column.name() + "' has a bad value: the element says xsi:nil but is not empty;"
                            + " correct the document, or use badValue: rescue");
        }
        if (target.badValue() == BadValue.NULL) {
            nulledPending++;
        } else {
            keepUnread(frame.node.path(mapping), range);
        }
    }

    /** A value stands behind all records that could have read it. */
    private void late(Outside.Late value) {
        Target target = value.target();
        long range = value.range();
        boolean element = target.attribute() == null && !target.xml();
        if (element && blank(shreds.arena(), TextColumn.start(range), TextColumn.end(range))) {
            return;
        }
        var column = mapping.schema().levels().get(target.level()).columns().get(target.column());
        String path = value.path() == null ? column.path() : value.path();
        if (unread.refuses()) {
            throw new DocumentException(
                    RejectCodes.UNMAPPED,
                    path,
                    -1,
                    "it stands behind the records, where column '" + column.name()
                            + "' does not read it, and the mapping says unmapped: reject; choose ignore or rescue");
        }
        unread.count(path);
        if (unread.keepsTexts()) {
            unread.keepOutside(path, range);
        }
    }

    private void unread(Frame frame) {
        boolean empty = !frame.hasCharacters && !frame.hasChildren && !frame.hasAttributes && !frame.node.step;
        if (!frame.hasText && !empty) {
            return;
        }
        String path = frame.node.path(mapping);
        countUnread(frame.node.unmapped, path, frame);
        if (unread.keepsTexts()) {
            keepUnread(path, frame.hasText ? text(frame) : EMPTY);
        }
    }

    private void countUnread(PathNode.Tally tally, String path, Frame frame) {
        if (unread.refuses()) {
            throw new DocumentException(
                    RejectCodes.UNMAPPED,
                    path,
                    offset(frame),
                    "no column reads this and the mapping says unmapped: reject; map it, or choose ignore or rescue");
        }
        unread.count(tally, path);
    }

    /** Where an element begins in the document as it was given; -1 if it does not stand there. */
    private long offset(Frame frame) {
        return frame.start < 0 ? -1 : entity.offset(frame.start);
    }

    private void keepUnread(String path, long range) {
        if (openSize == 0) {
            unread.keepOutside(path, range);
        } else {
            int level = open[openSize - 1];
            unread.keep(level, current[level], path, range);
        }
    }

    private void close(Frame frame) {
        for (int i = frame.node.opens.length - 1; i >= 0; i--) {
            int level = frame.node.opens[i];
            if (level == 0) {
                outside.endRecord();
            }
            current[level] = -1;
            openSize--;
        }
        if (openSize == 0) {
            outside.close(frame);
            outside.release(frame.mark);
        }
    }

    private long text(Frame frame) {
        if (frame.piecesSize > 0) {
            int start = shreds.append(frame.pieces, 0, frame.piecesSize);
            return TextColumn.range(start, start + frame.piecesSize);
        }
        return frame.textStart == frame.textEnd ? EMPTY : TextColumn.range(frame.textStart, frame.textEnd);
    }

    /** The source of an element, with line ends as XML 1.0 section 2.11 wants them. */
    private long source(int from, int to) {
        if (from < 0 || to < 0) {
            throw new DocumentException(
                    RejectCodes.DOCTYPE,
                    path(),
                    -1,
                    "an element comes out of an entity, so it has no source text for a column of type xml");
        }
        sourceBytes += to - from;
        if (sourceBytes > limits.document()) {
            throw Refusals.limit(
                    "document",
                    path(),
                    offset(frames[depth]),
                    "the columns of type xml take more than " + limits.document() + " bytes");
        }
        byte[] bytes = entity.bytes();
        int plain = from;
        while (plain < to && bytes[plain] != '\r') {
            plain++;
        }
        if (plain == to) {
            return TextColumn.range(from + shift, to + shift);
        }
        int start = shreds.reserve(to - from);
        byte[] arena = shreds.arena();
        int out = start;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\r') {
                arena[out++] = bytes[i];
            } else if (i + 1 == to || bytes[i + 1] != '\n') {
                arena[out++] = '\n';
            }
        }
        shreds.advance(out - start);
        return TextColumn.range(start, out);
    }

    @Override
    public @Nullable String path() {
        return depth == 0 ? null : frames[depth].node.path(mapping);
    }

    private Frame frame(int at) {
        if (at == frames.length) {
            frames = Arrays.copyOf(frames, at * 2);
        }
        if (frames[at] == null) {
            frames[at] = new Frame(matcher.document());
        }
        return frames[at];
    }

    /** Whether there is nothing but white space; other characters below the space do not get here. */
    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
