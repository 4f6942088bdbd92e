package io.xylem.examples.flights;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes one message: an envelope with a header and one flight, its plan and its track. What it says depends on the seed, the
 * number of the document and the number of its day alone.
 */
final class FlightMessage {
    private static final long FIRST_DAY = 1_772_323_200_000L; // 2026-03-01T00:00:00Z
    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;
    private static final long HALF_TURN = 180_000_000;
    private static final double EARTH_NAUTICAL_MILES = 3_440.065;

    private static final String[] FACILITIES = {
        "EGTT", "EDYY", "LFFF", "KZDC", "KZNY", "KZLA", "RJJJ", "YBBB", "SBAZ", "FAJA"
    };
    private static final String[] SYSTEMS = {"FDPS", "TFM", "ADEXP", "CAATS"};
    private static final String[] TYPES = {
        "A20N", "A320", "A333", "A359", "B738", "B38M", "B77W", "B789", "E190", "AT76", "C56X"
    };
    private static final String[] WAKES = {"M", "M", "H", "H", "M", "M", "H", "H", "M", "M", "L"};
    private static final int[] SEATS = {186, 174, 291, 325, 189, 178, 364, 290, 104, 72, 9};
    private static final String[] EQUIPMENT = {"S/D/E2/G", "S/D/E3/G/I/R/W", "G/R/Y", "S/G/H/J1/X", "S/C"};
    private static final String[] CODES = {
        "RVSM", "PBN", "CPDLC", "ETOPS", "MNPS", "HUM", "STATE", "MEDEVAC", "DIVERTED", "NONRNAV"
    };
    private static final String[] AIRWAYS = {
        "UN862", "UL607", "J75", "Q102", "DCT", "M216", "A593", "UZ11", "NATB", "T420"
    };
    private static final String[] SOURCES = {"RADAR", "ADSB", "MLAT", "ADSC", "ESTIMATE"};
    private static final String[] CONSTRAINTS = {"LEVEL", "SPEED", "TIME", "METERING"};
    private static final String[] SYLLABLES = {
        "BA", "DO", "KE", "LI", "MU", "NA", "PO", "RI", "SU", "TA", "VE", "XO", "ZI", "GU"
    };
    private static final byte[][] REMARKS = encode(
            "<![CDATA[PBN/A1B1C1D1L1O1S2 NAV/RNVD1E2A1 SUR/260B RSP180 <TCAS & ADS-B OUT>]]>",
            "REG INCLUDED IN FPL &amp; CONFIRMED BY OPERATOR; SLOT TOLERANCE -5/+10 MIN",
            "<![CDATA[DEP DELAYED: GROUND STOP ]]>&#187; <![CDATA[ CTOT REVISED & REISSUED]]>",
            "Équipage prévenu, créneau maintenu; alternat confirmé par l&apos;exploitant",
            "ATFM FLOW &lt;NE-3&gt; REROUTE ACCEPTED, FUEL CHECKED, NO FURTHER RESTRICTION");
    private static final String[] SUBJECTS = {
        "<![CDATA[FPL & TRACK <amended>]]>",
        "Flight plan and track",
        "TRACK UPDATE &gt; 4 POSITIONS",
        "<![CDATA[DEP MSG]]>"
    };

    private final Dice dice = new Dice();
    private final XmlText out;
    private final byte[] signature = new byte[24];
    private long number;
    private long sent;
    private long departs;
    private long minutes;
    private boolean departed;
    private int level;
    private int speed;
    private Airport from = Airport.ALL[0];
    private Airport to = Airport.ALL[0];

    FlightMessage(XmlText out) {
        this.out = out;
    }

    private static byte[][] encode(String... texts) {
        byte[][] encoded = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }

    /**
     * Writes a message.
     *
     * @param document its number among all
     * @param day the number of its archive
     * @param partOfDay the time of the day, in millionths
     */
    void write(long seed, long document, int day, int partOfDay) {
        this.number = document;
        dice.start(seed, document);
        sent = FIRST_DAY + day * DAY + DAY / 1_000_000 * partOfDay + partOfDay * 4L / 10 + dice.below(1000);
        from = dice.pick(Airport.ALL);
        do {
            to = dice.pick(Airport.ALL);
        } while (to.equals(from));
        speed = dice.between(4000, 4950);
        level = dice.between(28, 41) * 10;
        minutes = Math.round(distance() / (speed / 10.0) * 60) + 15;
        boolean cancelled = dice.chance(5);
        departed = !cancelled && !dice.chance(120);
        long flown = departed ? 20 + dice.below((int) minutes) : -dice.between(20, 180);
        departs = (sent / MINUTE - flown) * MINUTE;

        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<m:Envelope xmlns:m=\"urn:example:msg:1\" "
                + "xmlns:f=\"urn:example:flight:1\" xmlns:g=\"urn:example:geo:1\" "
                + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n");
        header();
        out.put(" <!-- relayed by node ")
                .put(dice.below(8))
                .put(", hop ")
                .put(dice.between(1, 3))
                .put(" -->\n");
        flight(cancelled);
        out.put("</m:Envelope>\n");
    }

    private double distance() {
        double fromLatitude = Math.toRadians(from.latitude() / 1e6);
        double toLatitude = Math.toRadians(to.latitude() / 1e6);
        double longitudes = Math.toRadians((to.longitude() - from.longitude()) / 1e6);
        double cosine = StrictMath.sin(fromLatitude) * StrictMath.sin(toLatitude)
                + StrictMath.cos(fromLatitude) * StrictMath.cos(toLatitude) * StrictMath.cos(longitudes);
        return StrictMath.acos(Math.max(-1, Math.min(1, cosine))) * EARTH_NAUTICAL_MILES;
    }

    private void header() {
        out.put(" <m:header id=\"MSG-")
                .padded(number, 8)
                .put('-')
                .hex(dice.next(), 6)
                .put("\" version=\"3.");
        out.put(dice.below(3)).put("\">\n  <m:sent>").instant(sent).put("</m:sent>\n  <m:sender facility=\"");
        out.put(dice.pick(FACILITIES))
                .put("\" system=\"")
                .put(dice.pick(SYSTEMS))
                .put("\"/>\n  <m:sequence>");
        out.put(7_000_000_000L + number).put("</m:sequence>\n  <m:priority>").put(dice.between(1, 5));
        out.put("</m:priority>\n  <m:test>")
                .put(dice.chance(20) ? "true" : "false")
                .put("</m:test>\n  <m:subject>");
        out.put(dice.pick(SUBJECTS)).put("</m:subject>\n  <m:signature>");
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (byte) dice.next();
        }
        out.put(Base64.getEncoder().encode(signature)).put("</m:signature>\n");
        if (dice.chance(10)) {
            out.put("  <m:extra>trace ").hex(dice.next(), 8).put("</m:extra>\n");
        }
        out.put(" </m:header>\n");
    }

    private void flight(boolean cancelled) {
        Operator operator = dice.pick(Operator.ALL);
        int flightNumber = dice.between(10, 9899);
        out.put(" <f:flight gufi=\"")
                .hex(dice.next(), 8)
                .put('-')
                .hex(dice.next(), 4)
                .put("-4")
                .hex(dice.next(), 3);
        out.put("-A").hex(dice.next(), 3).put('-').hex(dice.next(), 12).put("\" status=\"");
        out.put(cancelled ? "CANCELLED" : departed ? "ACTIVE" : "PLANNED")
                .put("\" revision=\"")
                .put(dice.between(1, 30));
        out.put("\">\n  <f:date>")
                .date(departs)
                .put("</f:date>\n  <f:callSign>")
                .put(operator.icao())
                .put(flightNumber);
        out.put("</f:callSign>\n  <f:operator icao=\"")
                .put(operator.icao())
                .put("\">")
                .put(operator.name().getBytes(StandardCharsets.UTF_8));
        out.put("</f:operator>\n  <f:id scheme=\"ICAO\">").put(operator.icao()).put(flightNumber);
        out.put("</f:id>\n  <f:id scheme=\"IATA\">").put(operator.iata()).put(flightNumber);
        out.put("</f:id>\n  <f:rules>").put(dice.chance(30) ? "V" : "I").put("</f:rules>\n  <f:type>");
        out.put(dice.chance(80) ? "N" : "S").put("</f:type>\n");
        details();
        aircraft();
        departure();
        arrival();
        plan(cancelled);
        if (!cancelled) {
            track();
        }
        out.put(" </f:flight>\n");
    }

    private void details() {
        for (int i = dice.below(4); i > 0; i--) {
            out.put("  <f:code>").put(dice.pick(CODES)).put("</f:code>\n");
        }
        if (dice.chance(350)) {
            codeShares();
        }
        out.put("  <f:emergency>").put(dice.chance(2) ? '1' : '0').put("</f:emergency>\n  <f:filed>");
        out.time(departs - dice.between(120, 2000) * MINUTE + from.offsetHours() * 60L * MINUTE)
                .put("</f:filed>\n");
        if (dice.chance(700)) {
            out.put("  <f:remarks>").put(dice.pick(REMARKS)).put("</f:remarks>\n");
        }
    }

    private void codeShares() {
        out.put("  <f:codeShares>");
        for (int i = dice.between(1, 3); i > 0; i--) {
            out.put(dice.pick(Operator.ALL).iata())
                    .put(dice.between(1000, 9999))
                    .put(i == 1 ? "" : " ");
        }
        out.put("</f:codeShares>\n");
    }

    private void aircraft() {
        int type = dice.below(TYPES.length);
        int mass = SEATS[type] * dice.between(3_800, 5_200) + 50_000;
        out.put("  <f:aircraft registration=\"")
                .put((char) ('A' + dice.below(26)))
                .put('-');
        out.put(letters(2))
                .put(letters(1))
                .put("\">\n   <f:type>")
                .put(TYPES[type])
                .put("</f:type>\n   <f:modeS>");
        out.hex(dice.next(), 6).put("</f:modeS>\n   <f:wake>").put(WAKES[type]).put("</f:wake>\n   <f:equipment>");
        out.put(dice.pick(EQUIPMENT)).put("</f:equipment>\n   <f:takeoffMass>").decimal(mass, 1);
        out.put("</f:takeoffMass>\n");
        if (dice.chance(80)) {
            out.put("   <f:fuel xsi:nil=\"true\"/>\n");
        } else {
            out.put("   <f:fuel>")
                    .decimal((long) mass * dice.between(120, 380) / 100, 2)
                    .put("</f:fuel>\n");
        }
        out.put("   <f:seats>").put(SEATS[type]).put("</f:seats>\n   <f:engines>2</f:engines>\n  </f:aircraft>\n");
    }

    private String letters(int count) {
        return count == 1
                ? SYLLABLES[dice.below(SYLLABLES.length)].substring(0, 1)
                : SYLLABLES[dice.below(SYLLABLES.length)];
    }

    private void departure() {
        out.put("  <f:departure airport=\"").put(from.code()).put("\">\n");
        gate();
        out.put("   <f:runway>").put(from.terminalRunway(dice.below(10))).put("</f:runway>\n   ");
        position(from.latitude(), from.longitude());
        int delay = dice.chance(300) ? dice.between(5, 95) : dice.between(-8, 4);
        out.put("\n   <f:time kind=\"SCHEDULED\">")
                .instant(departs - delay * MINUTE)
                .put("</f:time>\n");
        if (departed) {
            out.put("   <f:time kind=\"ACTUAL\">")
                    .instant(departs + dice.below(60) * 1000L)
                    .put("</f:time>\n");
            out.put("   <f:delay>").put(delay).put("</f:delay>\n");
        } else if (dice.chance(500)) {
            out.put("   <f:time kind=\"ACTUAL\" xsi:nil=\"true\"/>\n");
        }
        out.put("  </f:departure>\n");
    }

    private void arrival() {
        out.put("  <f:arrival airport=\"").put(to.code()).put("\">\n");
        gate();
        out.put("   ");
        position(to.latitude(), to.longitude());
        long arrives = departs + minutes * MINUTE;
        out.put("\n   <f:time kind=\"SCHEDULED\">").instant(arrives - dice.between(-10, 20) * MINUTE, to.offsetHours());
        out.put("</f:time>\n");
        if (departed) {
            out.put("   <f:time kind=\"ESTIMATED\">")
                    .instant(arrives, to.offsetHours())
                    .put("</f:time>\n");
        }
        for (int i = dice.below(3); i > 0; i--) {
            out.put("   <f:alternate>").put(dice.pick(Airport.ALL).code()).put("</f:alternate>\n");
        }
        out.put("  </f:arrival>\n");
    }

    private void gate() {
        if (dice.chance(850)) {
            out.put("   <f:gate terminal=\"").put(dice.between(1, 5)).put("\">").put((char) ('A' + dice.below(6)));
            out.put(dice.between(1, 60)).put("</f:gate>\n");
        }
    }

    private void plan(boolean cancelled) {
        long hundredths = Math.round(distance() * 100);
        out.put("  <f:plan level=\"").put(level).put("\" oceanic=\"").put(hundredths > 300_000 ? "true" : "false");
        out.put("\">\n   <f:speed>")
                .decimal(speed, 1)
                .put("</f:speed>\n   <f:text>")
                .put(from.code())
                .put(" DCT ");
        out.put(letters(2))
                .put(letters(2))
                .put(letters(1))
                .put(' ')
                .put(dice.pick(AIRWAYS))
                .put(' ')
                .put(to.code());
        out.put("</f:text>\n   <f:enroute>")
                .put(minutes)
                .put("</f:enroute>\n   <f:distance>")
                .decimal(hundredths, 2);
        out.put("</f:distance>\n");
        if (!cancelled) {
            out.put("   <f:route>\n");
            int count = dice.chance(600) ? 2 : dice.chance(750) ? 3 : 4;
            for (int i = 1; i <= count; i++) {
                waypoint(i, count, hundredths);
            }
            out.put("   </f:route>\n");
        }
        out.put("  </f:plan>\n");
    }

    private void waypoint(int index, int count, long hundredths) {
        int part = 1_000_000 / (count + 1) * index;
        out.put("    <f:waypoint name=\"")
                .put(letters(2))
                .put(letters(2))
                .put(letters(1))
                .put("\">\n     <f:eta>");
        out.instant(departs + minutes * MINUTE / (count + 1) * index)
                .put("</f:eta><f:level>")
                .put(level);
        out.put("</f:level><f:airway>").put(dice.pick(AIRWAYS)).put("</f:airway>");
        if (dice.chance(900)) {
            out.put("<f:leg>").decimal(hundredths / 10 / (count + 1), 1).put("</f:leg>");
        }
        out.put("\n     <f:fix><g:point><g:dms><g:lat>");
        degrees(latitude(part), 2, 'N', 'S');
        out.put("</g:lat><g:lon>");
        degrees(longitude(part), 3, 'E', 'W');
        out.put("</g:lon></g:dms></g:point></f:fix>\n");
        if (dice.chance(120)) {
            out.put("     <f:constraints>\n");
            for (int i = dice.chance(300) ? 2 : 1; i > 0; i--) {
                out.put("      <f:constraint kind=\"")
                        .put(dice.pick(CONSTRAINTS))
                        .put("\"><f:window><f:until>");
                out.time(departs + dice.between(30, 400) * MINUTE).put("</f:until></f:window></f:constraint>\n");
            }
            out.put("     </f:constraints>\n");
        }
        out.put("    </f:waypoint>\n");
    }

    /** Degrees, minutes and seconds side by side, then the hemisphere. */
    private void degrees(int millionths, int digits, char positive, char negative) {
        long seconds = Math.abs(millionths) * 36L / 10_000;
        out.padded(seconds / 3600, digits).padded(seconds / 60 % 60, 2).padded(seconds % 60, 2);
        out.put(millionths < 0 ? negative : positive);
    }

    private void track() {
        out.put("  <f:track>\n");
        int count = dice.chance(700) ? 3 : dice.chance(670) ? 4 : 5;
        long flown = departed ? Math.max(0, sent - departs) : 0;
        long step = dice.between(10, 60) * 1000L;
        for (int i = count - 1; i >= 0; i--) {
            long elapsed = Math.max(0, flown - i * step);
            int part = (int) Math.min(999_999, elapsed * 1_000_000 / (minutes * MINUTE));
            int climbing = Math.min(1000, Math.min(part, 1_000_000 - part) / 100);
            out.put("   <f:position source=\"").put(dice.pick(SOURCES)).put("\" confidence=\"0.");
            out.padded(dice.between(550, 999), 3)
                    .put("\"><f:time>")
                    .instant(sent - i * step)
                    .put("</f:time>");
            position(latitude(part) + dice.between(-9000, 9000), longitude(part) + dice.between(-9000, 9000));
            out.put("\n    <f:altitude>")
                    .put(level / 10 * climbing + dice.between(-2, 2) * 25)
                    .put("</f:altitude><f:speed>");
            out.decimal((departed ? (long) speed * (400 + climbing * 6 / 10) / 1000 : 0) + dice.below(90), 1)
                    .put("</f:speed><f:heading>");
            out.decimal(dice.below(3600), 1).put("</f:heading>");
            if (dice.chance(800)) {
                out.put("<f:rate>").put(dice.between(-30, 30) * 64L).put("</f:rate>");
            }
            out.put("<f:interpolated>")
                    .put(dice.chance(100) ? "true" : "false")
                    .put("</f:interpolated></f:position>\n");
        }
        out.put("  </f:track>\n");
    }

    private void position(int latitude, int longitude) {
        out.put("<g:pos><g:lat>").decimal(latitude, 6).put("</g:lat><g:lon>").decimal(wrap(longitude), 6);
        out.put("</g:lon></g:pos>");
    }

    private int latitude(int part) {
        return (int) (from.latitude() + (long) (to.latitude() - from.latitude()) * part / 1_000_000);
    }

    /** The longitude between both airports, the short way round the earth. */
    private int longitude(int part) {
        long way = wrap((long) to.longitude() - from.longitude());
        return (int) wrap(from.longitude() + way * part / 1_000_000);
    }

    private static long wrap(long longitude) {
        if (longitude > HALF_TURN) {
            return longitude - 2 * HALF_TURN;
        }
        return longitude < -HALF_TURN ? longitude + 2 * HALF_TURN : longitude;
    }
}
