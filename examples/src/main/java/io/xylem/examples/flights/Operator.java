package io.xylem.examples.flights;

/**
 * An invented airline.
 *
 * @param icao its three letters
 * @param iata its two characters
 * @param name its name as it stands in a document, escaped
 */
record Operator(String icao, String iata, String name) {
    static final Operator[] ALL = {
        new Operator("NRL", "N7", "Norrland Air"),
        new Operator("BHB", "BQ", "Blue Harbor Airways"),
        new Operator("KSN", "K4", "Kestrel &amp; Sons Air Service"),
        new Operator("AMD", "AJ", "Aérolignes du Midi"),
        new Operator("TVX", "T9", "Transvaal Express"),
        new Operator("SOL", "S8", "Aerolíneas del Sol"),
        new Operator("HKU", "H2", "Hokkai Union"),
        new Operator("GLD", "G6", "Golden Plains"),
        new Operator("POL", "P3", "Polaris Cargo &lt;night&gt;"),
        new Operator("ISL", "I5", "Isles &amp; Highlands"),
        new Operator("MTR", "M1", "Metro Regional"),
        new Operator("ZEN", "Z0", "Zenith &#8212; Long Haul"),
    };
}
