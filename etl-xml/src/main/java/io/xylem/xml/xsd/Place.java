package io.xylem.xml.xsd;

import io.xylem.core.UsageException;
import io.xylem.xml.draft.DraftNode;
import io.xylem.xml.infer.PathProfile;
import io.xylem.xml.xsd.Content.Attribute;
import io.xylem.xml.xsd.Content.Child;
import io.xylem.xml.xsd.ValueTypes.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.apache.xerces.xs.XSAttributeDeclaration;
import org.apache.xerces.xs.XSObject;
import org.apache.xerces.xs.XSSimpleTypeDefinition;
import org.apache.xerces.xs.XSTypeDefinition;
import org.jspecify.annotations.Nullable;

/** An element at one place of the tree that documents have: closed, so that its source is kept, or open, so that its parts are. */
final class Place {
    static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    final @Nullable Place parent;
    final Child child;
    final Content content;
    /** Steps from the record, those to optional elements counted twice. */
    final int distance;

    private final Contents contents;
    private final @Nullable PathProfile seen;
    private @Nullable List<Place> places;
    private @Nullable String closed;

    private Place(@Nullable Place parent, Child child, int distance, Contents contents, @Nullable PathProfile seen) {
        this.parent = parent;
        this.child = child;
        this.contents = contents;
        this.seen = seen;
        this.content = contents.of(child.declaration()).only(seen);
        this.distance = distance;
        if (content.flat()) {
            places = List.of();
        } else if (content.mixed()) {
            closed = "mixed content";
        } else if (content.unknown()) {
            closed = "any content";
        }
    }

    /** A document element, with only what documents have if that is given. */
    static Place document(Child child, Contents contents, @Nullable PathProfile seen) {
        return new Place(null, child, 0, contents, seen);
    }

    private Place child(Child next, int at) {
        return new Place(this, next, at, contents, seen(next));
    }

    private @Nullable PathProfile seen(Child next) {
        return seen == null || seen.cut() ? null : Content.find(seen, false, next.declaration());
    }

    XSTypeDefinition type() {
        return child.declaration().getTypeDefinition();
    }

    String name() {
        return Particles.name(child.declaration());
    }

    /** Whether its children can be and are not yet places of their own. */
    boolean closed() {
        return places == null && !content.unknown();
    }

    /** Says why it stays closed. */
    void close(String reason) {
        closed = reason;
    }

    /** Its children, if it is open. */
    List<Place> places() {
        return places == null ? List.of() : places;
    }

    /** Its place among the elements of its parent. */
    int index() {
        return parent == null ? 0 : parent.places().indexOf(this);
    }

    /** How many elements of the same type it is in. */
    int recursion() {
        int same = 0;
        for (Place around = parent; around != null; around = around.parent) {
            same += around.type() == type() ? 1 : 0;
        }
        return same;
    }

    /** Makes its children places of their own. */
    List<Place> open() {
        List<Place> opened = new ArrayList<>();
        for (Child next : content.children()) {
            opened.add(child(next, distance + (next.optional() ? 2 : 1)));
        }
        places = opened;
        return opened;
    }

    /** Opens it with one child as the place where distances begin. */
    Place openTowards(Child next) {
        List<Place> opened = new ArrayList<>();
        Place target = null;
        for (Child each : content.children()) {
            Place place = child(each, each.equals(next) ? 0 : distance + 2);
            target = each.equals(next) ? place : target;
            opened.add(place);
        }
        places = opened;
        if (target == null) {
            throw new UsageException(
                    "no document has " + Particles.name(next.declaration()) + " where the record path leads");
        }
        return target;
    }

    /** How many columns and groups there are more when it is open. */
    int cost() {
        int columns = own(content) + (child.repeated() ? 1 : 0) - closedColumns(child, content);
        for (Child next : content.children()) {
            Content inner = contents.of(next.declaration()).only(seen(next));
            columns += inner.flat() ? flatColumns(next, inner) : closedColumns(next, inner);
        }
        return columns;
    }

    private static int flatColumns(Child child, Content content) {
        boolean list = content.text() != null && ValueTypes.of(content.text()).list();
        boolean group = child.repeated()
                && (list || content.derived() || !content.attributes().isEmpty());
        return own(content) + (group ? 1 : 0);
    }

    /** How many columns and groups a closed element has: one, or also its attributes. */
    private static int closedColumns(Child child, Content content) {
        return hasOwnAttributes(child, content)
                ? content.attributes().size() + 1 + (content.mixed() ? 1 : 0) + (child.repeated() ? 1 : 0)
                : 1;
    }

    /** Whether its attributes are columns even if it is closed: the source of an element that is nil is null. */
    private static boolean hasOwnAttributes(Child child, Content content) {
        return child.declaration().getNillable() && !content.attributes().isEmpty();
    }

    /** Columns for what an element has besides children. */
    private static int own(Content content) {
        int columns = content.attributes().size() + (content.derived() ? 1 : 0);
        boolean empty = columns == 0 && content.children().isEmpty();
        return content.text() != null || empty ? columns + 1 : columns;
    }

    /** The tree from here on. */
    DraftNode node() {
        DraftNode.Builder node = DraftNode.element(
                        uri(child.declaration()), child.declaration().getName())
                .repeated(child.repeated())
                .optional(child.optional())
                .nillable(child.declaration().getNillable())
                .rank(child.rank())
                .documentation(child.documentation());
        if (closed != null || places == null) {
            return closed(node);
        }
        XSSimpleTypeDefinition text = content.text();
        if (text != null) {
            ValueType type = ValueTypes.of(text);
            node.type(type.type()).zone(type.zone()).list(type.list()).remark(ValueTypes.values(text));
        }
        if (content.derived()) {
            node.child(DraftNode.attribute(INSTANCE, "type", ValueTypes.STRING)
                    .optional(true)
                    .build());
        }
        content.attributes().forEach(attribute -> node.child(node(attribute)));
        places.forEach(place -> node.child(place.node()));
        return node.build();
    }

    private DraftNode closed(DraftNode.Builder node) {
        String remark = closed == null ? "not opened" : closed;
        if (!hasOwnAttributes(child, content)) {
            return node.opaque(true).remark(remark).build();
        }
        node.type(content.mixed() ? ValueTypes.STRING : null);
        content.attributes().forEach(attribute -> node.child(node(attribute)));
        return node.child(DraftNode.anyElement()
                        .opaque(true)
                        .repeated(true)
                        .optional(true)
                        .remark(remark)
                        .build())
                .build();
    }

    private static DraftNode node(Attribute attribute) {
        XSAttributeDeclaration declaration = attribute.declaration();
        ValueType type = ValueTypes.of(declaration.getTypeDefinition());
        return DraftNode.attribute(uri(declaration), declaration.getName(), type.type())
                .zone(type.zone())
                .list(type.list())
                .optional(attribute.optional())
                .documentation(attribute.documentation())
                .remark(ValueTypes.values(declaration.getTypeDefinition()))
                .build();
    }

    private static String uri(XSObject object) {
        return object.getNamespace() == null ? "" : object.getNamespace();
    }
}
