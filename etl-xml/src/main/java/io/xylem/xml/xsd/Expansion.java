package io.xylem.xml.xsd;

import io.xylem.xml.infer.PathProfile;
import io.xylem.xml.xsd.Content.Child;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides which elements become columns and which are kept as they are. Beginning with the record, the nearest element is opened
 * as long as there is room, where a step to an optional element is twice as long as one to a required one; of several that are
 * equally near the first in the schema. One for which there is no room stays closed, and nearer and smaller ones still get
 * theirs. So the result depends on nothing but the schema and the limits.
 */
final class Expansion {
    private static final String FULL = "too many columns";

    private final Contents contents;
    private final int depth;
    private final int most;
    private int columns = 1;
    private int full;
    private int recursive;
    private int open;
    private long order;

    private record Turn(Place place, long order) {}

    private final PriorityQueue<Turn> turns = new PriorityQueue<>(
            Comparator.comparingInt((Turn turn) -> turn.place.distance).thenComparingLong(Turn::order));

    Expansion(Contents contents, int depth, int most) {
        this.contents = contents;
        this.depth = depth;
        this.most = most;
    }

    /**
     * Opens places from the record on.
     *
     * @param chain the elements from the document element to the record
     * @param seen what documents have, beginning with the document element; null for everything
     * @return their places
     */
    List<Place> expand(List<Child> chain, @Nullable PathProfile seen) {
        List<Place> places = new ArrayList<>();
        places.add(Place.document(chain.get(0), contents, seen));
        for (Child next : chain.subList(1, chain.size())) {
            Place around = places.get(places.size() - 1);
            columns += around.cost();
            places.add(around.openTowards(next));
        }
        Place record = places.get(places.size() - 1);
        if (record.closed()) {
            columns += record.cost();
            add(record.open());
        }
        while (!turns.isEmpty()) {
            decide(turns.remove().place);
        }
        return places;
    }

    /** What people should know about the result. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (full > 0) {
            notes.add("Elements kept as xml for want of room (at most " + most + " columns and groups): " + full);
        }
        if (recursive > 0) {
            notes.add("Elements kept as xml because they are inside an element of their own type: " + recursive);
        }
        if (open > 0) {
            notes.add("Places that allow elements or attributes which the schema does not name, kept in _rescued: "
                    + open);
        }
        return notes;
    }

    private void add(List<Place> places) {
        for (Place place : places) {
            if (!place.content.unknown() && (place.content.anyElement() || place.content.anyAttribute())) {
                open += place.closed() ? 0 : 1;
            }
            if (place.closed()) {
                turns.add(new Turn(place, order++));
            }
        }
    }

    private void decide(Place place) {
        if (place.recursion() >= depth) {
            place.close("recursive");
            recursive++;
            return;
        }
        int cost = place.cost();
        if (columns + cost > most) {
            place.close(FULL);
            full++;
            return;
        }
        columns += cost;
        if (place.content.anyElement() || place.content.anyAttribute()) {
            open++;
        }
        add(place.open());
    }
}
