package io.xylem.xml.mapping.internal;

import io.xylem.xml.mapping.Path;
import io.xylem.xml.mapping.Step;
import io.xylem.xml.mapping.Step.Axis;
import io.xylem.xml.mapping.Step.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths: steps joined by {@code /} or {@code //}, each {@code name}, {@code prefix:name}, {@code *}, {@code *:name} or
 * {@code prefix:*} with predicates {@code [@name='value']}; at the end {@code @name}, {@code .} or {@code text()}.
 */
public final class PathParser {
    private static final String XML_URI = "http://www.w3.org/XML/1998/namespace";

    private final String text;
    private final Map<String, String> namespaces;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    private PathParser(String text, Map<String, String> namespaces) {
        this.text = text;
        this.namespaces = namespaces;
    }

    /** What a path ends in. */
    public enum Tail {
        /** The name of an element. */
        ELEMENT,
        /** {@code .} */
        SELF,
        /** {@code text()} */
        TEXT,
        /** {@code @name} */
        ATTRIBUTE
    }

    /**
     * A path and what it ends in.
     *
     * @param path the path
     * @param tail its end
     */
    public record Parsed(Path path, Tail tail) {}

    /**
     * Reads a path.
     *
     * @param text the path
     * @param namespaces uri by prefix; {@code xml} need not be there
     * @return the path
     * @throws PathSyntaxException if it cannot be understood
     */
    public static Parsed parse(String text, Map<String, String> namespaces) throws PathSyntaxException {
        return new PathParser(text, namespaces).parse();
    }

    private Parsed parse() throws PathSyntaxException {
        if (text.isBlank()) {
            throw fail(0, "it is empty", "write . for the element itself");
        }
        boolean absolute = eat("/");
        Axis axis = absolute && eat("/") ? Axis.DESCENDANT : Axis.CHILD;
        if (!absolute && eat(".//")) {
            axis = Axis.DESCENDANT;
        } else if (text.startsWith("./")) {
            throw fail(0, "./ says nothing", "leave out the ./, or write .// for any depth");
        }
        if (absolute && at == text.length()) {
            throw fail(0, "it leads to no element", "write /* for the document element");
        }
        while (true) {
            Tail tail = step(axis, absolute);
            if (at == text.length()) {
                return new Parsed(new Path(absolute, steps, text), tail);
            }
            if (tail != Tail.ELEMENT) {
                throw afterTail(tail);
            }
            separator();
            axis = eat("/") ? Axis.DESCENDANT : Axis.CHILD;
        }
    }

    private void separator() throws PathSyntaxException {
        if (eat("/")) {
            return;
        }
        if (text.startsWith("::", at)) {
            throw fail(at, "axes are not supported", "write / for a child, // for any depth and @ for an attribute");
        }
        if (peek() == '(') {
            throw fail(at, "functions are not supported", "the only one is text(), as the last step");
        }
        throw fail(at, "unexpected " + shown(), "steps are joined by /");
    }

    private PathSyntaxException afterTail(Tail tail) {
        return switch (tail) {
            case ATTRIBUTE ->
                fail(
                        at,
                        "nothing can follow an attribute, but here is " + shown(),
                        "let the path end with the attribute");
            case TEXT -> fail(at, "nothing can follow text(), but here is " + shown(), "let the path end with text()");
            default -> fail(at, "nothing can follow . , but here is " + shown(), "leave out the .");
        };
    }

    private Tail step(Axis axis, boolean absolute) throws PathSyntaxException {
        if (at == text.length()) {
            throw fail(at, "a step is missing at the end", "remove the last / or add a step");
        }
        if (text.startsWith("..", at)) {
            throw fail(at, ".. is not supported", "write an absolute path, which starts with /");
        }
        boolean self = peek() == '.';
        boolean own = text.startsWith("text()", at);
        if (self || own || peek() == '@') {
            String end = self ? "." : own ? "text()" : "an attribute";
            if (axis == Axis.DESCENDANT) {
                throw fail(at, "// needs an element, but here is " + end, "write //*/ to mean any element");
            }
            if (absolute && steps.isEmpty()) {
                throw fail(
                        at, "the document itself has no text and no attributes", "begin with an element, such as /*/");
            }
            if (!self && !own) {
                attribute();
                return Tail.ATTRIBUTE;
            }
            at += end.length();
            return self ? Tail.SELF : Tail.TEXT;
        }
        Name name = name(true);
        steps.add(new Step(axis, name.uri, name.local, predicates()));
        return Tail.ELEMENT;
    }

    private void attribute() throws PathSyntaxException {
        at++;
        Name name = name(false);
        if (name.local == null) {
            throw fail(at - 1, "an attribute needs a name", "name one attribute, in a column for each");
        }
        steps.add(new Step(Axis.ATTRIBUTE, name.uri, name.local, List.of()));
        if (at < text.length() && peek() == '[') {
            throw fail(at, "an attribute cannot have a condition", "put the condition behind its element");
        }
    }

    private record Name(@Nullable String uri, @Nullable String local) {}

    private Name name(boolean element) throws PathSyntaxException {
        int start = at;
        if (eat("*")) {
            if (!colon()) {
                return new Name(null, null);
            }
            return new Name(null, eat("*") ? null : local());
        }
        String first = local();
        if (!colon()) {
            if (!element && first.equals("xmlns")) {
                throw fail(start, "namespace declarations are not attributes", "they cannot be read into a column");
            }
            return new Name("", first);
        }
        String uri = uri(first, start);
        return new Name(uri, eat("*") ? null : local());
    }

    private boolean colon() {
        return !text.startsWith("::", at) && eat(":");
    }

    private String local() throws PathSyntaxException {
        int end = XmlNames.end(text, at);
        if (end == at) {
            throw at == text.length()
                    ? fail(at, "a name is missing at the end", "write a name or *")
                    : fail(at, "a name cannot start with " + shown(), hint());
        }
        String name = text.substring(at, end);
        at = end;
        return name;
    }

    private String hint() {
        char c = peek();
        if (Character.isWhitespace(c)) {
            return "remove the white space";
        }
        if (c == '[') {
            return "write a name or * before the condition";
        }
        return c == '{' ? "declare a prefix for the namespace under namespaces: and use it" : "write a name or *";
    }

    private String uri(String prefix, int start) throws PathSyntaxException {
        if (prefix.equals("xml")) {
            return XML_URI;
        }
        if (prefix.equals("xmlns")) {
            throw fail(start, "namespace declarations are not attributes", "they cannot be read into a column");
        }
        String uri = namespaces.get(prefix);
        if (uri == null) {
            String nearest = Suggestions.nearest(prefix, namespaces.keySet());
            throw fail(
                    start,
                    "the prefix " + prefix + " is not declared",
                    (nearest == null ? "" : "did you mean " + nearest + "? if not, ") + "add it under namespaces: {"
                            + prefix + ": \"...\"}");
        }
        return uri;
    }

    private List<Predicate> predicates() throws PathSyntaxException {
        List<Predicate> predicates = new ArrayList<>();
        while (at < text.length() && peek() == '[') {
            int start = at++;
            Predicate predicate = predicate(start);
            for (Predicate other : predicates) {
                if (Steps.contradict(other, predicate)) {
                    throw fail(start, "it can never match, as two conditions on one attribute differ", "remove one");
                }
            }
            predicates.add(predicate);
        }
        return predicates;
    }

    private Predicate predicate(int start) throws PathSyntaxException {
        spaces();
        if (!eat("@")) {
            throw at < text.length() && Character.isDigit(peek())
                    ? fail(
                            start,
                            "positions are not supported",
                            "use onlyFirst: true for the first, repeated: true for all")
                    : condition(start);
        }
        Name name = name(false);
        spaces();
        if (name.local == null || !eat("=")) {
            throw condition(start);
        }
        spaces();
        if (at == text.length() || (peek() != '\'' && peek() != '"')) {
            throw condition(start);
        }
        char quote = peek();
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw fail(at, "the quote is not closed", "add " + quote + "]");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        spaces();
        if (!eat("]")) {
            throw condition(start);
        }
        return new Predicate(name.uri, name.local, value);
    }

    private PathSyntaxException condition(int start) {
        return fail(start, "the condition is not understood", "write [@name='value'], one for each condition");
    }

    private void spaces() {
        while (at < text.length() && peek() == ' ') {
            at++;
        }
    }

    private boolean eat(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private char peek() {
        return text.charAt(at);
    }

    private String shown() {
        return Character.isWhitespace(peek()) ? "white space" : Character.toString(text.codePointAt(at));
    }

    private PathSyntaxException fail(int position, String what, String remedy) {
        return new PathSyntaxException(text, position, what, remedy);
    }
}
