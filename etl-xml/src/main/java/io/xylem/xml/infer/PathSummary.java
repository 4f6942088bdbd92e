package io.xylem.xml.infer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen at one path. Merging is commutative and associative: the numbers add up, the bounds widen, sets are united,
 * so that the order of documents does not matter.
 */
final class PathSummary {
    private static final int MAX_DEPTH = 100;

    final Key key;
    final @Nullable PathSummary parent;
    /** Its place among the children of its parent: the order in which they were met. */
    final int index;

    private final Map<Key, PathSummary> byKey = new HashMap<>();
    final List<PathSummary> children = new ArrayList<>();
    final ValueSummary values = new ValueSummary();
    /** The siblings that one of these has come after, inside one parent. */
    final BitSet preceded = new BitSet();

    long count;
    /** How many parents have one. */
    long parents;
    /** The least and the most in a parent that has one. */
    long least = Long.MAX_VALUE;

    long most;
    long nil;
    long empty;
    /** How many have both text and elements. */
    long mixed;
    /** Whether it is too deep, or too often inside itself, to be looked into. */
    boolean cut;

    /** The prefix that is counted next, and how often it has come. */
    @Nullable String prefix;

    long prefixed;

    /** What an attribute or element is called. The name is null for any. */
    record Key(
            boolean attribute,
            @Nullable String uri,
            @Nullable String local) {}

    PathSummary(Key key, @Nullable PathSummary parent, int index, int maxRecursion) {
        this.key = key;
        this.parent = parent;
        this.index = index;
        int same = 1;
        int depth = 0;
        for (PathSummary around = parent; around != null; around = around.parent) {
            same += around.key.equals(key) ? 1 : 0;
            depth++;
        }
        this.cut = same > maxRecursion || depth > MAX_DEPTH;
    }

    /** The child of a name; null if there is none yet. The one that came last, or the one behind it, are looked at first. */
    @Nullable PathSummary child(boolean attribute, String uri, String local, int last) {
        for (int i = Math.max(last, 0); i <= last + 1 && i < children.size(); i++) {
            if (children.get(i).is(attribute, uri, local)) {
                return children.get(i);
            }
        }
        return byKey.get(new Key(attribute, uri, local));
    }

    @SuppressWarnings("ReferenceEquality") // a scanner gives the same objects again; others are found by value
    private boolean is(boolean attribute, String uri, String local) {
        return key.attribute == attribute && key.local == local && key.uri == uri;
    }

    PathSummary add(Key name, int maxRecursion) {
        PathSummary child = new PathSummary(name, this, children.size(), maxRecursion);
        children.add(child);
        byKey.put(name, child);
        return child;
    }

    /** A parent has so many. */
    void inParent(long number) {
        parents++;
        least = Math.min(least, number);
        most = Math.max(most, number);
    }

    /** Adds another summary of the same path, which stays as it is. */
    void merge(PathSummary other, PathCounter counter) {
        values.merge(other.values);
        count += other.count;
        parents += other.parents;
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
        nil += other.nil;
        empty += other.empty;
        mixed += other.mixed;
        cut |= other.cut;
        int[] places = new int[other.children.size()];
        for (PathSummary theirs : other.children) {
            PathSummary own = byKey.get(theirs.key);
            if (own == null) {
                own = counter.add(this, theirs.key);
            }
            places[theirs.index] = own.index;
            own.merge(theirs, counter);
        }
        for (PathSummary theirs : other.children) {
            BitSet into = children.get(places[theirs.index]).preceded;
            theirs.preceded.stream().forEach(i -> into.set(places[i]));
        }
    }

    /** Makes paths, up to a bound. */
    interface PathCounter {
        PathSummary add(PathSummary parent, Key key);
    }
}
