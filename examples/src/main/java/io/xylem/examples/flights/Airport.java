package io.xylem.examples.flights;

/**
 * An airport, roughly where it is.
 *
 * @param code its four letters
 * @param latitude millionths of a degree
 * @param longitude millionths of a degree
 * @param offsetHours the offset of its local time
 */
record Airport(String code, int latitude, int longitude, int offsetHours) {
    static final Airport[] ALL = {
        new Airport("EGLL", 51_477_500, -461_400, 0),
        new Airport("EDDF", 50_033_300, 8_570_600, 1),
        new Airport("LFPG", 49_009_700, 2_547_800, 1),
        new Airport("EHAM", 52_308_600, 4_763_900, 1),
        new Airport("LEMD", 40_472_200, -3_560_800, 1),
        new Airport("LIRF", 41_800_300, 12_238_900, 1),
        new Airport("ESSA", 59_651_900, 17_918_600, 1),
        new Airport("ENGM", 60_193_900, 11_100_400, 1),
        new Airport("EPWA", 52_165_800, 20_967_200, 1),
        new Airport("LGAV", 37_936_400, 23_944_400, 2),
        new Airport("LTFM", 41_275_300, 28_751_900, 3),
        new Airport("OMDB", 25_252_800, 55_364_400, 4),
        new Airport("VIDP", 28_566_500, 77_103_100, 5),
        new Airport("WSSS", 1_350_200, 103_994_400, 8),
        new Airport("VHHH", 22_308_900, 113_914_400, 8),
        new Airport("RJTT", 35_552_300, 139_779_700, 9),
        new Airport("RKSI", 37_469_100, 126_450_500, 9),
        new Airport("YSSY", -33_946_100, 151_177_200, 10),
        new Airport("NZAA", -37_008_100, 174_791_700, 12),
        new Airport("NFFN", -17_755_400, 177_443_400, 12),
        new Airport("PHNL", 21_318_700, -157_922_400, -10),
        new Airport("PANC", 61_174_400, -149_996_400, -9),
        new Airport("KSEA", 47_449_000, -122_309_300, -8),
        new Airport("KSFO", 37_619_000, -122_374_800, -8),
        new Airport("KLAX", 33_942_500, -118_408_100, -8),
        new Airport("KDEN", 39_861_700, -104_673_100, -7),
        new Airport("KORD", 41_978_600, -87_904_800, -6),
        new Airport("KDFW", 32_896_800, -97_038_000, -6),
        new Airport("KATL", 33_636_700, -84_428_100, -5),
        new Airport("KJFK", 40_639_800, -73_778_900, -5),
        new Airport("KMIA", 25_793_200, -80_290_600, -5),
        new Airport("CYYZ", 43_677_200, -79_630_600, -5),
        new Airport("MMMX", 19_436_300, -99_072_100, -6),
        new Airport("SBGR", -23_432_000, -46_469_200, -3),
        new Airport("SAEZ", -34_822_200, -58_535_800, -3),
        new Airport("SCEL", -33_393_000, -70_785_800, -4),
        new Airport("FAOR", -26_133_700, 28_242_000, 2),
        new Airport("HKJK", -1_319_200, 36_927_800, 3),
        new Airport("GMMN", 33_367_500, -7_590_000, 1),
        new Airport("HECA", 30_121_900, 31_405_600, 2),
    };

    String terminalRunway(int number) {
        return RUNWAYS[number % RUNWAYS.length];
    }

    private static final String[] RUNWAYS = {"09L", "27R", "18", "36C", "04R", "22L", "13", "31L", "16", "34"};
}
