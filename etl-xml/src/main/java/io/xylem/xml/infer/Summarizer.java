package io.xylem.xml.infer;

import io.xylem.xml.internal.scan.TreeReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Adds documents to a summary. Used by one thread. */
final class Summarizer implements TreeReader.Handler {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int MAX_KEPT = 1 << 16;

    private final Summary summary;
    private final PathSummary.PathCounter counter;
    private Open[] open = new Open[16];
    /** 0 for the document itself, -1 between documents. */
    private int depth = -1;
    /** How deep inside an element that is not looked into. */
    private int ignored;

    /** An open element, or the document. Reused by depth. */
    private static final class Open {
        PathSummary path;
        boolean nil;
        boolean elements;
        byte[] text = new byte[64];
        int textSize;
        int last;
        /** By child: how many there have been, and how many names had been met when it came last. */
        int[] counts = new int[8];

        int[] metBefore = new int[8];
        /** The children that have been met, in their order. */
        int[] met = new int[8];

        int metSize;

        Open(PathSummary path) {
            this.path = path;
        }

        void enter(PathSummary entered) {
            path = entered;
            nil = false;
            elements = false;
            textSize = 0;
            if (text.length > MAX_KEPT) {
                text = new byte[64];
            }
            last = -1;
            for (int i = 0; i < metSize; i++) {
                counts[met[i]] = 0;
            }
            metSize = 0;
        }

        /** A child comes. */
        void meet(PathSummary child) {
            int index = child.index;
            if (index >= counts.length) {
                int size = Math.max(index + 1, counts.length * 2);
                counts = Arrays.copyOf(counts, size);
                metBefore = Arrays.copyOf(metBefore, size);
                met = Arrays.copyOf(met, size);
            }
            int from = counts[index] == 0 ? 0 : metBefore[index];
            for (int i = from; i < metSize; i++) {
                if (met[i] != index) {
                    child.preceded.set(met[i]);
                }
            }
            if (counts[index]++ == 0) {
                met[metSize++] = index;
            }
            metBefore[index] = metSize;
            last = index;
            child.count++;
        }

        void leave() {
            for (int i = 0; i < metSize; i++) {
                path.children.get(met[i]).inParent(counts[met[i]]);
            }
        }
    }

    Summarizer(Summary summary) {
        this.summary = summary;
        this.counter = summary;
    }

    private Open open(int at, PathSummary path) {
        if (at == open.length) {
            open = Arrays.copyOf(open, at * 2);
        }
        if (open[at] == null) {
            open[at] = new Open(path);
        }
        open[at].enter(path);
        return open[at];
    }

    @Override
    public void start(String uri, String local, String prefix) {
        if (ignored > 0) {
            ignored++;
            return;
        }
        if (depth < 0) {
            depth = 0;
            open(0, summary.document).path.count++;
            summary.documents++;
        }
        Open parent = open[depth];
        parent.elements = true;
        PathSummary path = meet(parent, false, uri, local, prefix);
        if (path.cut) {
            ignored = 1;
        } else {
            open(++depth, path);
            summary.depth = Math.max(summary.depth, depth);
        }
    }

    private PathSummary meet(Open parent, boolean attribute, String uri, String local, String prefix) {
        PathSummary path = parent.path.child(attribute, uri, local, parent.last);
        if (path == null) {
            path = counter.add(parent.path, new PathSummary.Key(attribute, uri, local));
        }
        parent.meet(path);
        if (!prefix.equals(path.prefix)) {
            if (path.prefix != null) {
                summary.prefix(uri, path.prefix, path.prefixed);
            }
            path.prefix = prefix;
            path.prefixed = 0;
        }
        path.prefixed++;
        return path;
    }

    @Override
    public void attribute(String uri, String local, String prefix, byte[] bytes, int from, int to) {
        if (ignored > 0) {
            return;
        }
        if (uri.equals(XSI)) {
            if (local.equals("nil")) {
                int start = start(bytes, from, to);
                String value = new String(bytes, start, end(bytes, start, to) - start, StandardCharsets.UTF_8);
                open[depth].nil = value.equals("true") || value.equals("1");
            }
            return;
        }
        PathSummary path = meet(open[depth], true, uri, local, prefix);
        value(path, bytes, from, to);
    }

    /** Adds a value, unless it is blank. */
    private static boolean value(PathSummary path, byte[] bytes, int from, int to) {
        int start = start(bytes, from, to);
        if (start == to) {
            return false;
        }
        path.values.add(bytes, start, end(bytes, start, to));
        return true;
    }

    private static int start(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && space(bytes[start])) {
            start++;
        }
        return start;
    }

    private static int end(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && space(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean space(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        if (ignored > 0) {
            return;
        }
        Open element = open[depth];
        if (element.textSize == 0 && start(bytes, from, to) == to) {
            return;
        }
        int size = element.textSize + to - from;
        if (size > element.text.length) {
            element.text = Arrays.copyOf(element.text, Math.max(size, element.text.length * 2));
        }
        System.arraycopy(bytes, from, element.text, element.textSize, to - from);
        element.textSize = size;
    }

    @Override
    public void end() {
        if (ignored > 0) {
            ignored--;
            return;
        }
        Open element = open[depth--];
        PathSummary path = element.path;
        element.leave();
        boolean text = value(path, element.text, 0, element.textSize);
        if (element.nil) {
            path.nil++;
        }
        if (text && element.elements) {
            path.mixed++;
        }
        if (!text && !element.elements) {
            path.empty++;
        }
        if (depth == 0) {
            open[0].leave();
            depth = -1;
        }
    }
}
