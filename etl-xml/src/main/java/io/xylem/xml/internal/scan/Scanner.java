package io.xylem.xml.internal.scan;

import io.xylem.core.DocumentException;
import io.xylem.core.Limits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine for documents without a DOCTYPE: a byte-level reader of XML 1.0 (fifth edition) and Namespaces in XML 1.0 (third
 * edition). {@link Entity} has seen to it that the bytes are valid UTF-8 and the characters allowed.
 *
 * <p>Names are not made into strings: one that was met before is found by its bytes, and the one that came at this place last
 * time is tried first. Longer than most, since it is the hot loop over bytes.
 */
final class Scanner {
    private static final int TAGS_PER_CLOCK = 4096;
    private static final int FEW = 16;
    private static final String CUT_TAG = "the document ends inside a tag";
    private static final byte[] LINE_FEED = {'\n'};

    private static final int NAME = 1;
    private static final int SPACE = 2;
    /** What ends a run of plain text. */
    private static final int TEXT_STOP = 4;
    /** What ends a run of a plain attribute value. */
    private static final int VALUE_STOP = 8;

    private static final byte[] CLASS = classes();

    private final Limits limits;
    private final NameTable names;
    private final Namespaces namespaces;
    private final Attributes attributes;
    private final byte[] character = new byte[4];

    private final Events events;
    private Entity entity = Entity.NONE;
    private byte[] in = {};
    private int at;
    private int end;

    private Name[] open = new Name[64];
    private int[] declared = new int[64];
    private int depth;

    /** Up to here there is nothing but plain text from the end of the last start tag on. */
    private int plainTo;

    private @Nullable Name previous;
    private boolean previousEnded;
    private long document;
    private long distinctNames;
    private long tag;
    private int ticks;
    private long deadline;

    Scanner(Limits limits, NameTable names, Attributes attributes, Events events) {
        this.limits = limits;
        this.names = names;
        this.namespaces = names.namespaces;
        this.attributes = attributes;
        this.events = events;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int i = 0; i < 256; i++) {
            boolean letter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z') || (i >= '0' && i <= '9');
            int kinds = letter || i >= 0x80 || "_:-.".indexOf(i) >= 0 ? NAME : 0;
            kinds |= " \t\r\n".indexOf(i) >= 0 ? SPACE : 0;
            kinds |= "<&]\r".indexOf(i) >= 0 ? TEXT_STOP : 0;
            kinds |= "<&\t\r\n".indexOf(i) >= 0 ? VALUE_STOP : 0;
            classes[i] = (byte) kinds;
        }
        return classes;
    }

    private static boolean is(byte b, int kind) {
        return (CLASS[b & 0xff] & kind) != 0;
    }

    /**
     * Scans a document.
     *
     * @return false, before any event, if it has a DOCTYPE; {@link #position} is where
     * @throws DocumentException if it is not well-formed or goes beyond a limit
     */
    boolean scan(Entity next, long endOfTime) {
        entity = next;
        in = next.bytes();
        at = next.start();
        end = next.end();
        deadline = endOfTime;
        depth = 0;
        plainTo = 0;
        previous = null;
        document++;
        distinctNames = 0;
        namespaces.reset();
        attributes.begin(in);
        if (!prolog()) {
            return false;
        }
        startTag();
        content();
        epilog();
        return true;
    }

    /** Where the scanner is in the document. */
    long position() {
        return entity.offset(at);
    }

    /** Moves to the document element. Returns false at a DOCTYPE. */
    private boolean prolog() {
        while (true) {
            skipSpace();
            if (at == end) {
                throw malformed("there is no element");
            }
            if (in[at] != '<') {
                throw malformed("there is text before the document element");
            }
            if (startsWith("<!DOCTYPE")) {
                return false;
            }
            if (!commentOrInstruction()) {
                return true;
            }
        }
    }

    private void epilog() {
        while (true) {
            skipSpace();
            if (at == end) {
                return;
            }
            if (in[at] != '<' || !commentOrInstruction()) {
                throw malformed("there is something behind the document element");
            }
        }
    }

    private boolean commentOrInstruction() {
        if (startsWith("<?")) {
            instruction();
            return true;
        }
        if (startsWith("<!--")) {
            comment();
            return true;
        }
        return false;
    }

    private void content() {
        while (depth > 0) {
            int from = at;
            int to = text(Math.max(from, plainTo));
            if (to > from) {
                events.text(in, from, to);
            }
            at = to;
            byte b = in[to];
            if (b == '<') {
                markup();
            } else if (b == '&') {
                int size = Utf8.encode(reference(), character, 0);
                events.text(character, 0, size);
            } else {
                // A line feed behind a carriage return is the line end itself.
                at++;
                if (at == end || in[at] != '\n') {
                    events.text(LINE_FEED, 0, 1);
                }
            }
        }
    }

    /** The end of a run of plain text: at {@code <}, {@code &} or a carriage return. */
    private int text(int from) {
        byte[] bytes = in;
        int limit = end;
        int p = from;
        while (true) {
            p = textRun(bytes, p, limit);
            if (p == limit) {
                at = p;
                throw malformed("the document ends inside an element");
            }
            if (bytes[p] != ']') {
                return p;
            }
            if (p + 2 < limit && bytes[p + 1] == ']' && bytes[p + 2] == '>') {
                at = p;
                throw malformed("]]> stands in text");
            }
            p++;
        }
    }

    private static int textRun(byte[] bytes, int from, int limit) {
        int p = from;
        while (p + Long.BYTES <= limit) {
            long stops = Eight.textStops(Eight.at(bytes, p));
            if (stops != 0) {
                return p + Eight.first(stops);
            }
            p += Long.BYTES;
        }
        while (p < limit && (CLASS[bytes[p] & 0xff] & TEXT_STOP) == 0) {
            p++;
        }
        return p;
    }

    /** The end of a run of a plain attribute value: at its quote, or at what has to be looked at. */
    private static int valueRun(byte[] bytes, int from, int limit, byte quote) {
        long quotes = Eight.of(quote);
        int p = from;
        while (p + Long.BYTES <= limit) {
            long stops = Eight.valueStops(Eight.at(bytes, p), quotes);
            if (stops != 0) {
                return p + Eight.first(stops);
            }
            p += Long.BYTES;
        }
        while (p < limit && bytes[p] != quote && !is(bytes[p], VALUE_STOP)) {
            p++;
        }
        return p;
    }

    private void markup() {
        int next = at + 1 < end ? in[at + 1] : 0;
        if (next == '/') {
            endTag();
        } else if (next == '!') {
            if (startsWith("<![CDATA[")) {
                cdata();
            } else if (startsWith("<!--")) {
                comment();
            } else {
                throw malformed("this markup cannot stand here");
            }
        } else if (next == '?') {
            instruction();
        } else {
            startTag();
        }
    }

    private void startTag() {
        int start = at++;
        Name guess = previous == null ? null : previousEnded ? previous.afterEnd : previous.afterStart;
        Name name = name(guess);
        if (name != guess && previous != null) {
            if (previousEnded) {
                previous.afterEnd = name;
            } else {
                previous.afterStart = name;
            }
        }
        if (depth >= limits.depth()) {
            throw limit("depth", start, "elements are nested deeper than " + limits.depth());
        }
        if (++ticks % TAGS_PER_CLOCK == 0 && System.nanoTime() > deadline) {
            throw limit("seconds", start, "the document takes longer than " + limits.seconds() + " s");
        }
        int before = namespaces.size();
        attributes.clear();
        boolean empty;
        boolean plain = at < end && in[at] == '>';
        if (plain) {
            at++;
            empty = false;
        } else {
            empty = attributes(name);
            resolveAttributes();
        }
        String uri = name.prefix.uri;
        if (uri == null || name.prefix == namespaces.xmlns) {
            throw malformed("the prefix of an element is not declared");
        }
        if (plain && leaf(name, uri, start)) {
            return;
        }
        push(name, before);
        events.start(name, uri, attributes, start);
        previous = name;
        previousEnded = false;
        if (empty) {
            pop(name);
        }
    }

    /** Takes an element at once if there is nothing but plain text between its start tag, just read, and its end tag. */
    private boolean leaf(Name name, String uri, int start) {
        int from = at;
        int to = textRun(in, from, end);
        plainTo = to;
        if (to + 1 >= end || in[to] != '<' || in[to + 1] != '/' || !name.at(in, to + 2, end)) {
            return false;
        }
        int close = to + 2 + name.raw.length;
        if (in[close] != '>') {
            return false;
        }
        at = close + 1;
        events.leaf(name, uri, attributes, start, in, from, to, at);
        previous = name;
        previousEnded = true;
        return true;
    }

    private void push(Name name, int before) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            declared = Arrays.copyOf(declared, depth * 2);
        }
        open[depth] = name;
        declared[depth++] = before;
    }

    private void pop(Name name) {
        events.end(at);
        depth--;
        if (namespaces.size() > declared[depth]) {
            namespaces.shrink(declared[depth]);
        }
        previous = name;
        previousEnded = true;
    }

    private void endTag() {
        Name name = open[depth - 1];
        int p = at + 2;
        if (!name.at(in, p, end)) {
            throw malformed(cut(p) ? CUT_TAG : "an end tag does not fit its start tag");
        }
        p += name.raw.length;
        if (in[p] != '>') {
            if (is(in[p], NAME)) {
                throw malformed("an end tag does not fit its start tag");
            }
            p = space(p);
            if (p == end || in[p] != '>') {
                throw malformed(p == end ? CUT_TAG : "an end tag does not end");
            }
        }
        at = p + 1;
        pop(name);
    }

    /** Whether the document ends before the tag does. */
    private boolean cut(int from) {
        int p = from;
        while (p < end && in[p] != '>' && in[p] != '<') {
            p++;
        }
        return p == end;
    }

    /** Reads the attributes of a start tag and the tag's end. Returns whether it is that of an empty element. */
    private boolean attributes(Name element) {
        tag++;
        int count = 0;
        Name guess = element.firstAttribute;
        Name last = null;
        while (true) {
            int p = space(at);
            if (p == end) {
                throw malformed(CUT_TAG);
            }
            if (in[p] == '>') {
                at = p + 1;
                return false;
            }
            if (in[p] == '/' && p + 1 < end && in[p + 1] == '>') {
                at = p + 2;
                return true;
            }
            if (p == at) {
                throw malformed("a tag is malformed");
            }
            at = p;
            Name name = name(guess);
            if (last == null) {
                element.firstAttribute = name;
            } else {
                last.afterAttribute = name;
            }
            last = name;
            guess = name.afterAttribute;
            if (name.tag == tag) {
                throw malformed("an attribute is given twice");
            }
            name.tag = tag;
            if (++count > limits.attributes()) {
                throw limit("attributes", p, "an element has more than " + limits.attributes() + " attributes");
            }
            value(name);
        }
    }

    private void value(Name name) {
        int p = space(at);
        if (p < end && in[p] == '=') {
            p = space(p + 1);
        } else {
            throw malformed("an attribute has no value");
        }
        if (p == end || (in[p] != '"' && in[p] != '\'')) {
            throw malformed("the value of an attribute is not in quotes");
        }
        byte quote = in[p];
        int from = p + 1;
        p = valueRun(in, from, end, quote);
        if (p == end) {
            throw malformed("the document ends inside an attribute");
        }
        if (in[p] != quote) {
            copyValue(name, from, quote);
            return;
        }
        if (p - from > limits.attribute()) {
            throw longAttribute(from);
        }
        at = p + 1;
        if (name.declares != null) {
            declare(name.declares, in, from, p);
        } else {
            attributes.add(name, from, p);
        }
    }

    /** Reads a value that differs from how it is written: section 3.3.3 of XML 1.0. */
    private void copyValue(Name name, int from, byte quote) {
        int mark = attributes.scratchSize();
        int size = mark;
        at = from;
        while (true) {
            byte[] out = attributes.room(size - attributes.scratchSize() + 4);
            if (at == end) {
                throw malformed("the document ends inside an attribute");
            }
            byte b = in[at];
            if (b == quote) {
                break;
            }
            if (b == '&') {
                size = Utf8.encode(reference(), out, size);
            } else if (b == '<') {
                throw malformed("< stands in the value of an attribute");
            } else {
                at += b == '\r' && at + 1 < end && in[at + 1] == '\n' ? 2 : 1;
                out[size++] = is(b, SPACE) ? (byte) ' ' : b;
            }
            if (size - mark > limits.attribute()) {
                throw longAttribute(from);
            }
        }
        at++;
        attributes.wrote(size);
        if (name.declares != null) {
            declare(name.declares, attributes.scratch(), mark, size);
        } else {
            attributes.addCopied(name, mark);
        }
    }

    private void declare(Namespaces.Prefix prefix, byte[] bytes, int from, int to) {
        String uri = namespaces.uri(prefix, bytes, from, to);
        if (prefix == namespaces.xmlns
                || (prefix == namespaces.xml) != uri.equals(Namespaces.XML)
                || uri.equals(Namespaces.XMLNS)) {
            throw malformed("the prefixes xml and xmlns and their namespaces are fixed");
        }
        if (uri.isEmpty() && prefix != namespaces.none) {
            throw malformed("a prefix is declared without a namespace");
        }
        namespaces.declare(prefix, uri);
    }

    private void resolveAttributes() {
        int prefixed = 0;
        for (int i = 0; i < attributes.size(); i++) {
            Namespaces.Prefix prefix = attributes.name(i).prefix;
            if (prefix != namespaces.none) {
                String uri = prefix.uri;
                if (uri == null) {
                    throw malformed("the prefix of an attribute is not declared");
                }
                attributes.setUri(i, uri);
                prefixed++;
            }
        }
        if (prefixed > 1 && (prefixed > FEW ? sameInMany() : sameInFew())) {
            throw malformed("an attribute is given twice");
        }
    }

    @SuppressWarnings("ReferenceEquality") // there is one object for each namespace
    private boolean sameInFew() {
        for (int i = 1; i < attributes.size(); i++) {
            for (int k = 0; k < i; k++) {
                if (attributes.uri(i) == attributes.uri(k)
                        && attributes.name(i).prefix != namespaces.none
                        && attributes.name(i).local.equals(attributes.name(k).local)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean sameInMany() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < attributes.size(); i++) {
            Name name = attributes.name(i);
            if (name.prefix != namespaces.none && !seen.add(name.local + ' ' + attributes.uri(i))) {
                return true;
            }
        }
        return false;
    }

    /** Reads a name. The guess is tried first. */
    private Name name(@Nullable Name guess) {
        if (guess != null && guess.at(in, at, end)) {
            int p = at + guess.raw.length;
            if (!is(in[p], NAME)) {
                at = p;
                return count(guess);
            }
        }
        int from = at;
        int p = from;
        while (p < end && is(in[p], NAME)) {
            p++;
        }
        if (p - from > limits.name() && Utf8.length(in, from, p) > limits.name()) {
            throw limit("name", from, "a name is longer than " + limits.name() + " characters");
        }
        Name name = p == from ? null : names.get(in, from, p);
        if (name == null) {
            throw malformed(from == end ? CUT_TAG : "this is no name");
        }
        at = p;
        return count(name);
    }

    private Name count(Name name) {
        if (name.document != document) {
            name.document = document;
            if (++distinctNames > limits.names()) {
                throw limit("names", at, "the document has more than " + limits.names() + " distinct names");
            }
        }
        return name;
    }

    /** Reads a character reference or a reference to a predefined entity. */
    private int reference() {
        int from = at;
        int p = at + 1;
        int limit = Math.min(end, p + 64);
        while (p < limit && in[p] != ';') {
            p++;
        }
        if (p == limit || p == from + 1) {
            throw malformed("a reference is malformed");
        }
        at = p + 1;
        if (in[from + 1] == '#') {
            return characterReference(from, p);
        }
        int point = switch (Utf8.string(in, from + 1, p)) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "apos" -> '\'';
            case "quot" -> '"';
            default -> -1;
        };
        if (point < 0) {
            at = from;
            throw malformed("a reference is malformed, or its entity is not declared");
        }
        return point;
    }

    private int characterReference(int from, int to) {
        boolean hexadecimal = in[from + 2] == 'x';
        int radix = hexadecimal ? 16 : 10;
        int point = 0;
        int first = from + (hexadecimal ? 3 : 2);
        for (int p = first; p < to; p++) {
            int digit = in[p] < 0 ? -1 : Character.digit(in[p], radix);
            point = digit < 0 ? Integer.MAX_VALUE : Math.min(point * radix + digit, 0x110000);
            if (digit < 0) {
                break;
            }
        }
        boolean allowed = point >= ' '
                ? point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) && point != 0xfffe && point != 0xffff
                : point == '\n' || point == '\r' || point == '\t';
        if (first == to || !allowed) {
            at = from;
            throw malformed("a character reference is malformed, or its character is not allowed");
        }
        return point;
    }

    private void cdata() {
        int from = at + "<![CDATA[".length();
        int p = from;
        while (true) {
            while (p < end && in[p] != ']' && in[p] != '\r') {
                p++;
            }
            if (p + 2 >= end) {
                throw malformed("the document ends inside a CDATA section");
            }
            if (in[p] == '\r') {
                text(from, p);
                if (in[p + 1] != '\n') {
                    events.text(LINE_FEED, 0, 1);
                }
                from = ++p;
            } else if (in[p + 1] == ']' && in[p + 2] == '>') {
                break;
            } else {
                p++;
            }
        }
        text(from, p);
        at = p + 3;
    }

    private void text(int from, int to) {
        if (to > from) {
            events.text(in, from, to);
        }
    }

    private void comment() {
        int p = at + 4;
        while (p + 2 < end && (in[p] != '-' || in[p + 1] != '-')) {
            p++;
        }
        if (p + 2 >= end) {
            throw malformed("the document ends inside a comment");
        }
        if (in[p + 2] != '>') {
            throw malformed("-- stands in a comment");
        }
        at = p + 3;
    }

    private void instruction() {
        int start = at;
        at += 2;
        Name target = name(null);
        if (target.prefix != namespaces.none) {
            throw malformed("the target of a processing instruction has a colon");
        }
        if (target.local.equalsIgnoreCase("xml")) {
            at = start;
            throw malformed("an XML declaration stands elsewhere than at the very beginning");
        }
        int p = at;
        if (p + 1 < end && !is(in[p], SPACE) && (in[p] != '?' || in[p + 1] != '>')) {
            throw malformed("a processing instruction is malformed");
        }
        while (p + 1 < end && (in[p] != '?' || in[p + 1] != '>')) {
            p++;
        }
        if (p + 1 >= end) {
            throw malformed("the document ends inside a processing instruction");
        }
        at = p + 2;
    }

    private boolean startsWith(String token) {
        int length = token.length();
        if (at + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (in[at + i] != token.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipSpace() {
        at = space(at);
    }

    private int space(int from) {
        int p = from;
        while (p < end && is(in[p], SPACE)) {
            p++;
        }
        return p;
    }

    private DocumentException longAttribute(int from) {
        return limit("attribute", from, "an attribute is longer than " + limits.attribute() + " bytes");
    }

    private DocumentException limit(String limit, int where, String what) {
        return Refusals.limit(limit, events.path(), entity.offset(where), what);
    }

    private DocumentException malformed(String what) {
        return Refusals.malformed(events.path(), entity.offset(at), what);
    }
}
