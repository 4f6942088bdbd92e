package io.xylem.examples.embed;

import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.delta.DeltaQuarantine;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.bind.JacksonFlattener;
import io.xylem.xml.bind.RowConsumer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Binds records to classes, for logic that a mapping cannot say: here, how fast each leg of a track was flown. */
public final class BindRecords {
    private static final double EARTH_RADIUS_METRES = 6_371_000;

    private BindRecords() {}

    /**
     * A flight, as in {@code <flight id=".."><track><position time=".." lat=".." lon=".."/>...</track></flight>}.
     *
     * @param id its identifier
     * @param track where it was
     */
    public record Flight(String id, Track track) {}

    /**
     * Where a flight was.
     *
     * @param position its positions, in order of time
     */
    public record Track(List<Position> position) {}

    /**
     * A place at a time.
     *
     * @param time when
     * @param lat latitude, degrees
     * @param lon longitude, degrees
     */
    public record Position(Instant time, double lat, double lon) {}

    /**
     * Ingests flights.
     *
     * @param arguments input, table
     */
    public static void main(String[] arguments) {
        System.out.println(ingest(Path.of(arguments[0]), Path.of(arguments[1])).toJson());
    }

    static RunReport ingest(Path input, Path table) {
        JacksonFlattener<Flight> legs = JacksonFlattener.of(Flight.class)
                .record("/flights/flight")
                .name("leg")
                .column("flight", "string", column -> column.required())
                .column("begin", "timestamp")
                .column("lat", "double")
                .column("lon", "double")
                .column("metres_per_second", "double")
                .rows(BindRecords::legs);
        return Pipeline.from(ArchiveSource.of(input))
                .flatten(ArrowFlattener.of(legs))
                .enrich(H3Enricher.parse("lat,lon:7").build())
                .into(DeltaSink.table(table).build())
                .onReject(DeltaQuarantine.beside(table))
                .run(RunOptions.builder().mappingVersion("legs 1").build());
    }

    private static void legs(Flight flight, RowConsumer rows) {
        List<Position> track =
                flight.track() == null ? List.of() : flight.track().position();
        for (int i = 1; i < track.size(); i++) {
            Position from = track.get(i - 1);
            Position to = track.get(i);
            double seconds = Duration.between(from.time(), to.time()).toNanos() / 1e9;
            if (seconds <= 0) {
                throw rows.refusal("the positions of a track are not in order of time; sort them");
            }
            rows.add(flight.id(), from.time(), from.lat(), from.lon(), metres(from, to) / seconds);
        }
    }

    private static double metres(Position a, Position b) {
        double sinLat = Math.sin(Math.toRadians(b.lat() - a.lat()) / 2);
        double sinLon = Math.sin(Math.toRadians(b.lon() - a.lon()) / 2);
        double h = sinLat * sinLat
                + Math.cos(Math.toRadians(a.lat())) * Math.cos(Math.toRadians(b.lat())) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(h));
    }
}
