package io.xylem.xml.internal.scan;

import java.util.Arrays;

/** An open element. Reused by depth. */
final class Frame {
    private static final int MAX_KEPT = 1 << 16;

    PathNode node;
    /** Where the element's start tag begins in the entity. */
    int start;

    boolean nil;
    /** Whether it has attributes other than XML Schema's own. */
    boolean hasAttributes;

    boolean hasChildren;
    /** Whether it has text of its own that is not blank; known only where no column takes the text. */
    boolean hasText;
    /** Whether it has characters of its own, blank or not; known only where no column takes the text. */
    boolean hasCharacters;
    /** Whether its own text is kept. */
    boolean keepsText;
    /** How long its own text is, where that is limited. */
    long textBytes;

    /** Its own text while that is one piece of the arena. */
    int textStart;

    int textEnd;
    /** Its own text once it is more than that. */
    byte[] pieces = {};

    int piecesSize;

    /** The values that wait for the element's end: hit, place claimed, instance. */
    PathNode.Hit[] hits = new PathNode.Hit[2];

    int[] places = new int[2];
    int[] instances = new int[2];
    int waiting;

    /** What {@link Outside} held before this element. */
    int mark;
    /** By slot of the node, the values that belong to this element. */
    Outside.Values[] outside = new Outside.Values[2];

    Frame(PathNode node) {
        this.node = node;
    }

    void enter(PathNode entered, int at) {
        node = entered;
        start = at;
        nil = false;
        hasAttributes = false;
        hasChildren = false;
        hasText = false;
        hasCharacters = false;
        textBytes = 0;
        textStart = 0;
        textEnd = 0;
        piecesSize = 0;
        waiting = 0;
        if (pieces.length > MAX_KEPT) {
            pieces = new byte[0];
        }
    }

    void await(PathNode.Hit hit, int place, int instance) {
        if (waiting == places.length) {
            hits = Arrays.copyOf(hits, waiting * 2);
            places = Arrays.copyOf(places, waiting * 2);
            instances = Arrays.copyOf(instances, waiting * 2);
        }
        hits[waiting] = hit;
        places[waiting] = place;
        instances[waiting++] = instance;
    }

    void addPiece(byte[] bytes, int from, int to) {
        int length = to - from;
        if (piecesSize + length > pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.max(64, Math.max(pieces.length * 2, piecesSize + length)));
        }
        System.arraycopy(bytes, from, pieces, piecesSize, length);
        piecesSize += length;
    }
}
