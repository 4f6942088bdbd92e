package io.xylem.xml.infer;

import io.xylem.core.UsageException;
import io.xylem.xml.draft.DraftNode;
import io.xylem.xml.draft.MappingDrafter;
import io.xylem.xml.mapping.Doctype;
import io.xylem.xml.mapping.internal.Prefixes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What documents look like. It depends on nothing but the documents: neither on their order nor on the number of threads. */
public final class Profile {
    private static final Pattern COORDINATE = Pattern.compile(
            "(?i:lat|lon|lng|long|.*(latitude|longitude)|.*[_.-](lat|lon|lng|long))|.*[a-z0-9](Lat|Lon|Lng|Long)");

    private final long documents;
    private final long skipped;
    private final SortedMap<String, Long> rejects;
    private final List<Refusal> refusals;
    private final int depth;
    private final SortedMap<String, String> namespaces;
    private final List<PathProfile> roots;
    private final PathProfile anyRoot;
    private final Doctype doctype;

    /**
     * A document or archive that could not be read.
     *
     * @param source its full name
     * @param code one of {@link io.xylem.core.RejectCodes}
     * @param message what is wrong with it
     */
    public record Refusal(String source, String code, String message) {}

    Profile(Summary summary, int maxRecursion, Doctype doctype) {
        this.documents = summary.documents;
        this.skipped = summary.skipped;
        this.rejects = Collections.unmodifiableSortedMap(new TreeMap<>(summary.rejects));
        this.refusals = summary.refusals();
        this.depth = summary.depth;
        this.doctype = doctype;
        List<String> uris = new ArrayList<>();
        uris(summary.document, uris);
        SortedMap<String, String> preferred = summary.preferredPrefixes();
        Prefixes prefixes = new Prefixes(uris, preferred);
        this.roots = profiles(summary.document, "", prefixes);
        this.namespaces = new TreeMap<>();
        for (String uri : uris) {
            String prefix = prefixes.prefix(uri);
            if (!prefix.isEmpty() && !prefix.equals("xml")) {
                namespaces.put(prefix, uri);
            }
        }
        if (roots.size() == 1) {
            this.anyRoot = roots.get(0);
        } else {
            Summary merged = new Summary(Integer.MAX_VALUE, maxRecursion);
            PathSummary any = merged.add(merged.document, new PathSummary.Key(false, null, null));
            summary.document.children.forEach(root -> any.merge(root, merged));
            merged.document.count = summary.document.count;
            this.anyRoot = profiles(merged.document, "", prefixes).get(0);
        }
    }

    /** Whether a name says that values are latitudes or longitudes: {@code lat}, {@code depLon}, {@code gps_longitude}. */
    private static boolean coordinate(PathSummary.Key key) {
        return key.local() != null && COORDINATE.matcher(key.local()).matches();
    }

    private static void uris(PathSummary path, List<String> uris) {
        for (SiblingOrder.Ranked child : SiblingOrder.of(path)) {
            String uri = child.path().key.uri();
            if (uri != null) {
                uris.add(uri);
            }
            uris(child.path(), uris);
        }
    }

    private static List<PathProfile> profiles(PathSummary parent, String parentPath, Prefixes prefixes) {
        List<PathProfile> profiles = new ArrayList<>();
        for (SiblingOrder.Ranked child : SiblingOrder.of(parent)) {
            PathSummary of = child.path();
            PathSummary.Key key = of.key;
            String path = parentPath + (key.attribute() ? "/@" : "/") + prefixes.shown(key.uri(), key.local());
            profiles.add(new PathProfile(
                    path,
                    key.attribute(),
                    key.uri(),
                    key.local(),
                    of.count,
                    parent.count,
                    of.parents,
                    of.parents < parent.count ? 0 : of.least,
                    of.most,
                    of.nil,
                    of.empty,
                    of.mixed,
                    of.cut,
                    of.values.type(coordinate(key)),
                    of.values.reason(coordinate(key)),
                    of.values.count,
                    of.values.distinct.count(),
                    of.values.longest,
                    of.values.examples.list(),
                    child.rank(),
                    profiles(of, path, prefixes)));
        }
        return profiles;
    }

    /**
     * How many documents were read.
     *
     * @return documents that were not refused
     */
    public long documents() {
        return documents;
    }

    /**
     * How many entries of the input are no documents.
     *
     * @return entries
     */
    public long skipped() {
        return skipped;
    }

    /**
     * How many documents and archives could not be read.
     *
     * @return how many, by reject code
     */
    public SortedMap<String, Long> rejects() {
        return rejects;
    }

    /**
     * Some of what could not be read.
     *
     * @return the first twenty or so, in the order of their names
     */
    public List<Refusal> refusals() {
        return refusals;
    }

    /**
     * How deep elements are nested.
     *
     * @return 1 for documents that are just one element
     */
    public int depth() {
        return depth;
    }

    /**
     * The prefixes in the paths of this profile: those that are most frequent in the documents, as far as they have any.
     *
     * @return namespace by prefix
     */
    public SortedMap<String, String> namespaces() {
        return Collections.unmodifiableSortedMap(namespaces);
    }

    /**
     * The document elements with all that is in them.
     *
     * @return one for each name that a document element has
     */
    public List<PathProfile> roots() {
        return roots;
    }

    /**
     * Drafts a mapping whose record is the document element. If documents have different ones, the record is {@code /*} and what
     * has the same path below it becomes one column or group.
     *
     * @return a drafter that can be told more
     */
    public MappingDrafter drafter() {
        return drafter(List.of(DraftNodes.of(anyRoot)));
    }

    /**
     * Drafts a mapping whose record is an element inside the documents.
     *
     * @param record a path of elements, as for {@link MappingDrafter#record}
     * @return a drafter that can be told more; it throws a {@link UsageException} for a path that leads to no element or several
     */
    public MappingDrafter drafter(String record) {
        boolean any = roots.size() == 1 || record.startsWith("/*");
        List<DraftNode> from = any
                ? List.of(DraftNodes.of(anyRoot))
                : roots.stream().map(DraftNodes::of).toList();
        return drafter(from).record(record);
    }

    private MappingDrafter drafter(List<DraftNode> from) {
        MappingDrafter drafter = MappingDrafter.of(from).doctype(doctype);
        namespaces.forEach(drafter::namespace);
        return drafter;
    }

    /**
     * The profile for people: one line per path.
     *
     * @return the text, lines ending with line feeds
     */
    public String toText() {
        return ProfileText.of(this);
    }

    /**
     * The profile for programs.
     *
     * @return an object with the counts and an array of paths
     */
    public String toJson() {
        return ProfileJson.of(this);
    }
}
