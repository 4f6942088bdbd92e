package io.xylem.xml.bind;

import io.xylem.xml.mapping.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamReader;

/** Follows the open elements of a document along the record's path. Bit i: the first i steps lead to the element. */
final class RecordPath {
    /** As many as fit the bits. */
    static final int MAX_STEPS = 62;

    private final List<Step> steps;
    private final long children;
    private final long descendants;
    private long[] reached = new long[16];
    private long[] above = new long[16];
    private int depth;

    RecordPath(List<Step> steps) {
        this.steps = steps;
        long down = 0;
        for (int i = 0; i < steps.size(); i++) {
            down |= steps.get(i).axis() == Step.Axis.DESCENDANT ? 1L << i : 0;
        }
        descendants = down;
        children = ~down;
    }

    /** Before the document element. */
    void reset() {
        depth = 0;
        reached[0] = 1;
        above[0] = 1;
    }

    /** An element begins; whether it is a record. */
    boolean start(XMLStreamReader reader) {
        long candidates = reached[depth] & children | above[depth] & descendants;
        long here = 0;
        for (int i = 0; i < steps.size(); i++) {
            if ((candidates & 1L << i) != 0 && matches(steps.get(i), reader)) {
                here |= 1L << i + 1;
            }
        }
        if (++depth == reached.length) {
            reached = Arrays.copyOf(reached, depth * 2);
            above = Arrays.copyOf(above, depth * 2);
        }
        reached[depth] = here;
        above[depth] = above[depth - 1] | here;
        return (here & 1L << steps.size()) != 0;
    }

    /** An element ends. */
    void end() {
        depth--;
    }

    private static boolean matches(Step step, XMLStreamReader reader) {
        return (step.local() == null || step.local().equals(reader.getLocalName()))
                && (step.uri() == null || step.uri().equals(Objects.requireNonNullElse(reader.getNamespaceURI(), "")))
                && step.predicates().stream().allMatch(predicate -> holds(predicate, reader));
    }

    private static boolean holds(Step.Predicate predicate, XMLStreamReader reader) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String uri = Objects.requireNonNullElse(reader.getAttributeNamespace(i), "");
            if (predicate.local().equals(reader.getAttributeLocalName(i))
                    && (predicate.uri() == null || predicate.uri().equals(uri))
                    && predicate.value().equals(reader.getAttributeValue(i))) {
                return true;
            }
        }
        return false;
    }
}
