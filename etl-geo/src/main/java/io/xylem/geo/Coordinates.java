package io.xylem.geo;

import io.xylem.core.UsageException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold coordinates, and in what form. All angles are degrees on WGS 84; north and east are positive.
 *
 * <p>A row without a value in one of the necessary columns has no coordinates. A row whose values cannot be read, or lie
 * beyond 90 degrees of latitude or 180 degrees of longitude, has unusable ones. Blank text counts as no value.
 */
public sealed interface Coordinates extends Serializable {
    /**
     * Decimal degrees in two columns of numbers or of decimal text such as {@code -75.36944}.
     *
     * @param latitude the column with the latitude
     * @param longitude the column with the longitude
     */
    record Decimal(String latitude, String longitude) implements Coordinates {
        @Override
        public List<String> columns() {
            return List.of(latitude, longitude);
        }

        @Override
        public String toString() {
            return latitude + "," + longitude;
        }
    }

    /**
     * Degrees, minutes and seconds in columns of their own.
     *
     * @param latitude the columns with the latitude
     * @param longitude the columns with the longitude
     */
    record DmsParts(Parts latitude, Parts longitude) implements Coordinates {
        @Override
        public List<String> columns() {
            List<String> all = new ArrayList<>(latitude.columns());
            all.addAll(longitude.columns());
            return all;
        }

        @Override
        public String toString() {
            return "dms=" + latitude + "," + longitude;
        }
    }

    /**
     * Degrees, minutes and seconds as text in two columns, such as {@code 372345N} and {@code 075-22-10.5W}.
     *
     * <p>Understood are, for latitudes, {@code DD}, {@code DDMM} and {@code DDMMSS}, for longitudes {@code DDD}, {@code DDDMM}
     * and {@code DDDMMSS}, and any number of digits if the parts are separated by hyphens, colons, spaces, or the signs for
     * degrees, minutes and seconds. The last part may have a decimal fraction. The hemisphere is a letter in front or behind;
     * without it, a leading sign is necessary.
     *
     * @param latitude the text column with the latitude
     * @param longitude the text column with the longitude
     */
    record DmsText(String latitude, String longitude) implements Coordinates {
        @Override
        public List<String> columns() {
            return List.of(latitude, longitude);
        }

        @Override
        public String toString() {
            return "dms=" + latitude + "," + longitude;
        }
    }

    /**
     * Both angles as in {@link DmsText}, with hemisphere letters, in one text column, in either order: {@code 372345N
     * 0752210W}, {@code 372345N/0752210W}, {@code N37-23-45 W075-22-10}.
     *
     * @param column the text column
     */
    record DmsPair(String column) implements Coordinates {
        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public String toString() {
            return "dms=" + column;
        }
    }

    /**
     * Latitude, then longitude, in decimal degrees in one text column, such as {@code 37.8983 -79.1697}, the order of GML. The
     * numbers are separated by white space or a comma; a third one, the height, is passed over.
     *
     * @param column the text column
     */
    record LatLon(String column) implements Coordinates {
        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public String toString() {
            return "latlon=" + column;
        }
    }

    /**
     * Longitude, then latitude, in decimal degrees in one text column, such as {@code -79.1697,37.8983,1250}, the order of KML
     * and GeoJSON. The numbers are separated by white space or a comma; a third one, the height, is passed over.
     *
     * @param column the text column
     */
    record LonLat(String column) implements Coordinates {
        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public String toString() {
            return "lonlat=" + column;
        }
    }

    /**
     * The columns of one angle. Numbers may be of any numeric type or text; minutes and seconds lie in [0, 60), and null is 0;
     * only the last part that is not zero may have a fraction.
     *
     * @param degrees the column with the degrees; signed if there is no direction
     * @param minutes the column with the minutes; null if there is none
     * @param seconds the column with the seconds; null if there is none
     * @param direction the text column with the hemisphere, {@code N}, {@code S}, {@code E}, {@code W} or the whole word in
     *     any case; null if there is none. Where it is null or something else, the angle cannot be read
     */
    record Parts(
            String degrees,
            @Nullable String minutes,
            @Nullable String seconds,
            @Nullable String direction) implements Serializable {
        List<String> columns() {
            List<String> all = new ArrayList<>();
            for (String column : Arrays.asList(degrees, minutes, seconds, direction)) {
                if (column != null) {
                    all.add(column);
                }
            }
            return all;
        }

        @Override
        public String toString() {
            return degrees + "/" + part(minutes) + "/" + part(seconds) + "/" + part(direction);
        }

        private static String part(@Nullable String column) {
            return column == null ? "" : column;
        }
    }

    /**
     * The columns that are read.
     *
     * @return their names
     */
    List<String> columns();

    /**
     * Reads the one-line form that the command line uses: {@code LAT,LON} (decimal), {@code latlon=COLUMN},
     * {@code lonlat=COLUMN}, {@code dms=COLUMN} (both in one text), {@code dms=LAT,LON} (text), or
     * {@code dms=DEGREES/MINUTES/SECONDS/DIRECTION,DEGREES/MINUTES/SECONDS/DIRECTION}, where all but the degrees may be empty.
     *
     * @param text the form
     * @return the coordinates
     * @throws UsageException if it is none of these, or names a column twice
     */
    static Coordinates parse(String text) {
        Coordinates coordinates = form(text);
        List<String> columns = coordinates.columns();
        columns.stream()
                .filter(column -> columns.indexOf(column) != columns.lastIndexOf(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new UsageException("coordinates '" + text + "' name the column '" + column
                            + "' twice; latitude and longitude are in columns of their own, or together in one:"
                            + " latlon=COLUMN or lonlat=COLUMN");
                });
        return coordinates;
    }

    private static Coordinates form(String text) {
        int equals = text.indexOf('=');
        String form = equals < 0 ? "" : text.substring(0, equals);
        String[] columns = text.substring(equals + 1).split(",", -1);
        if (Arrays.stream(columns).noneMatch(String::isBlank)) {
            if (form.isEmpty() && columns.length == 2) {
                return new Decimal(columns[0], columns[1]);
            }
            if (form.equals("latlon") && columns.length == 1) {
                return new LatLon(columns[0]);
            }
            if (form.equals("lonlat") && columns.length == 1) {
                return new LonLat(columns[0]);
            }
            if (form.equals("dms") && columns.length == 1) {
                return new DmsPair(columns[0]);
            }
            if (form.equals("dms") && columns.length == 2) {
                return dms(columns[0].split("/", -1), columns[1].split("/", -1), text);
            }
        }
        throw malformed(text);
    }

    private static Coordinates dms(String[] latitude, String[] longitude, String text) {
        if (latitude.length == 1 && longitude.length == 1) {
            return new DmsText(latitude[0], longitude[0]);
        }
        return new DmsParts(parts(latitude, text), parts(longitude, text));
    }

    private static Parts parts(String[] columns, String text) {
        if (columns.length > 4 || columns[0].isBlank()) {
            throw malformed(text);
        }
        String[] all = Arrays.copyOf(columns, 4);
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i] == null || all[i].isBlank() ? null : all[i];
        }
        return new Parts(columns[0], all[1], all[2], all[3]);
    }

    private static UsageException malformed(String text) {
        return new UsageException(
                "coordinates '" + text + "' cannot be understood; write LAT,LON for two decimal columns, "
                        + "latlon=COLUMN or lonlat=COLUMN for a pair in one text, dms=LAT,LON or dms=COLUMN for text such as 372345N, "
                        + "or dms=DEGREES/MINUTES/SECONDS/DIRECTION,DEGREES/MINUTES/SECONDS/DIRECTION");
    }
}
