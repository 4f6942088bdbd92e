package io.xylem.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.delta.DeltaTable;
import io.xylem.testkit.Corpora;
import io.xylem.testkit.DomOracle;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.bind.JacksonFlattener;
import io.xylem.xml.bind.RowConsumer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Records of real documents bound to classes: each row of the table against an independent reading of the document. */
class BoundRealDataTest {
    @TempDir
    Path folder;

    record Event(String publicID, List<Origin> origin, List<Pick> pick) {}

    record Origin(String publicID, Time time, List<Arrival> arrival) {}

    record Time(Instant value) {}

    record Arrival(String pickID, String phase) {}

    record Pick(String publicID, Time time, Waveform waveformID) {}

    record Waveform(String networkCode, String stationCode) {}

    /** Arrivals joined with the picks they refer to: how long each wave took. */
    private static void travelTimes(Event event, RowConsumer rows) {
        Map<String, Pick> picks = new HashMap<>();
        event.pick().forEach(pick -> picks.put(pick.publicID(), pick));
        for (Origin origin : event.origin()) {
            for (Arrival arrival : origin.arrival() == null ? List.<Arrival>of() : origin.arrival()) {
                Pick pick = picks.get(arrival.pickID());
                long micros = origin.time().value().until(pick.time().value(), ChronoUnit.MICROS);
                Waveform waveform = pick.waveformID();
                rows.add(
                        event.publicID(),
                        waveform.networkCode() + "." + waveform.stationCode(),
                        arrival.phase(),
                        pick.time().value(),
                        BigDecimal.valueOf(micros, 6));
            }
        }
    }

    @Test
    void quakemlArrivalsJoinedWithTheirPicks() throws Exception {
        JacksonFlattener<Event> flattener = JacksonFlattener.of(Event.class)
                .namespace("q", "http://quakeml.org/xmlns/quakeml/1.2")
                .namespace("b", "http://quakeml.org/xmlns/bed/1.2")
                .record("/q:quakeml/b:eventParameters/b:event")
                .column("event", "string", column -> column.required())
                .column("station", "string")
                .column("phase", "string")
                .column("seen", "timestamp")
                .column("seconds", "decimal(12,6)")
                .rows(BoundRealDataTest::travelTimes);
        List<List<Object>> expected = new ArrayList<>();
        Map<String, byte[]> documents = documents("quakeml-usgs.zip", ".*_phase-data.xml");
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            int row = 0;
            Element event = only(DomOracle.parse(document.getValue()), "quakeml", "eventParameters", "event");
            Map<String, Element> picks = new HashMap<>();
            all(event, "pick").forEach(pick -> picks.put(pick.getAttribute("publicID"), pick));
            for (Element origin : all(event, "origin")) {
                for (Element arrival : all(origin, "arrival")) {
                    Element pick = picks.get(text(arrival, "pickID"));
                    Element waveform = only(pick, "waveformID");
                    Instant seen =
                            OffsetDateTime.parse(text(pick, "time", "value")).toInstant();
                    Instant began =
                            OffsetDateTime.parse(text(origin, "time", "value")).toInstant();
                    expected.add(Arrays.asList(
                            document.getKey(),
                            0L,
                            row++,
                            event.getAttribute("publicID"),
                            waveform.getAttribute("networkCode") + "." + waveform.getAttribute("stationCode"),
                            text(arrival, "phase"),
                            seen,
                            BigDecimal.valueOf(Duration.between(began, seen).toNanos(), 9)
                                    .setScale(6)));
                }
            }
        }
        compare("quakeml-usgs.zip", "docs/*_phase-data.xml", flattener, documents.size(), expected);
    }

    record Section(
            String id,
            @JsonProperty("JourneyPatternTimingLink") List<Link> links) {}

    record Link(
            @JsonProperty("From") Usage from,
            @JsonProperty("To") Usage to,
            @JsonProperty("RunTime") Duration time) {}

    record Usage(
            @JsonProperty("StopPointRef") String stop,
            @JsonProperty("WaitTime") Duration pause) {}

    /** Durations summed along a section: when each link is entered and left. */
    private static void timetable(Section section, RowConsumer rows) {
        long seconds = 0;
        for (Link link : section.links()) {
            Duration pause = link.from().pause();
            seconds += pause == null ? 0 : pause.toSeconds();
            long left = seconds;
            seconds += link.time().toSeconds();
            rows.add(section.id(), link.from().stop(), link.to().stop(), left, seconds);
        }
    }

    @Test
    void transxchangeRunTimesSummedAlongSections() throws Exception {
        JacksonFlattener<Section> flattener = JacksonFlattener.of(Section.class)
                .namespace("t", "http://www.transxchange.org.uk/")
                .record("/t:TransXChange/t:JourneyPatternSections/t:JourneyPatternSection")
                .name("link")
                .column("section", "string", column -> column.required())
                .column("from_stop", "string")
                .column("to_stop", "string")
                .column("left_after", "long")
                .column("reached_after", "long")
                .rows(BoundRealDataTest::timetable);
        List<List<Object>> expected = new ArrayList<>();
        Map<String, byte[]> documents = documents("transxchange.zip", "docs/(SVR|notts|lincs|NW).*");
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            Element root = DomOracle.parse(document.getValue()).getDocumentElement();
            long number = 0;
            for (Element section : all(root, "JourneyPatternSections", "JourneyPatternSection")) {
                int row = 0;
                Duration time = Duration.ZERO;
                for (Element link : all(section, "JourneyPatternTimingLink")) {
                    String wait = text(link, "From", "WaitTime");
                    Duration left = wait == null ? time : time.plus(Duration.parse(wait));
                    time = left.plus(Duration.parse(text(link, "RunTime")));
                    expected.add(Arrays.asList(
                            document.getKey(),
                            number,
                            row++,
                            section.getAttribute("id"),
                            text(link, "From", "StopPointRef"),
                            text(link, "To", "StopPointRef"),
                            left.toSeconds(),
                            time.toSeconds()));
                }
                number++;
            }
        }
        compare("transxchange.zip", "docs/{SVR,notts,lincs,NW}*.xml", flattener, documents.size(), expected);
    }

    private static Map<String, byte[]> documents(String corpus, String names) throws Exception {
        Map<String, byte[]> documents = new TreeMap<>();
        Corpora.entries(Corpora.corpus(corpus)).forEach((name, bytes) -> {
            if (name.matches(names)) {
                documents.put(corpus + "!/" + name, bytes);
            }
        });
        return documents;
    }

    private void compare(
            String corpus, String include, JacksonFlattener<?> flattener, long documents, List<List<Object>> expected)
            throws Exception {
        Path table = folder.resolve("table");
        RunReport report = Pipeline.from(ArchiveSource.builder()
                        .input(Corpora.corpus(corpus).toString())
                        .include(include)
                        .build())
                .flatten(ArrowFlattener.of(flattener))
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder().mappingVersion("bound 1").build());
        List<List<Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : DeltaTable.open(table).rows(Long.MAX_VALUE)) {
            assertThat(row).containsEntry("_group", null).containsEntry("_rescued", null);
            Map<String, Object> values = new LinkedHashMap<>(row);
            values.keySet().removeAll(List.of("_group", "_rescued"));
            rows.add(new ArrayList<>(values.values()));
        }
        assertThat(report.balanced()).isTrue();
        assertThat(report.rejects()).isEmpty();
        assertThat(report.documents().tabled()).isEqualTo(documents).isGreaterThan(1);
        assertThat(report.documents().quarantined()).isZero();
        assertThat(report.tables().get(0).rows()).isEqualTo(expected.size());
        assertThat(expected).hasSizeGreaterThan(1000);
        Comparator<List<Object>> order = Comparator.comparing((List<Object> row) -> (String) row.get(0))
                .thenComparing(row -> (long) row.get(1))
                .thenComparing(row -> (int) row.get(2));
        rows.sort(order);
        expected.sort(order);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(rows.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static List<Element> all(Node from, String... names) {
        return DomOracle.select(
                from, Arrays.stream(names).map(n -> new DomOracle.Name("*", n)).toList());
    }

    private static Element only(Node from, String... names) {
        List<Element> found = all(from, names);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String text(Node from, String... names) {
        List<Element> found = all(from, names);
        return found.isEmpty() ? null : DomOracle.text(found.get(0));
    }
}
