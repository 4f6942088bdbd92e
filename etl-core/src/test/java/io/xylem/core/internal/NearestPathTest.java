package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestPathTest {
    private static final List<String> PATHS = List.of(
            "/m:feed/m:header/@id",
            "/m:feed/m:entry/m:flight/@gufi",
            "/m:feed/m:entry/m:flight/m:departure",
            "/m:feed/{urn:x/y}extra/{urn:x/y}note");

    @ParameterizedTest
    @CsvSource({
        "/m:feed/m:entry/m:flight, /m:feed/m:entry/m:flight",
        "/m:feed/m:entry/m:flght, /m:feed/m:entry/m:flight",
        "/feed/entry/flight, /m:feed/m:entry/m:flight",
        "/m:feed/m:flight, /m:feed/m:entry/m:flight",
        "/m:feeds/m:Entry, /m:feed/m:entry",
        "/m:feed/*/m:flights, /m:feed/m:entry/m:flight",
        "//flight, /m:feed/m:entry/m:flight",
        "//*:departures, /m:feed/m:entry/m:flight/m:departure",
        "/m:feed/m:entry[@kind='a/b']/m:flight[@x], /m:feed/m:entry/m:flight",
        "/m:feed/m:extra, /m:feed/{urn:x/y}extra",
        "/message, /m:feed",
    })
    void findsThePathThatWasMeant(String wanted, String nearest) {
        assertThat(new NearestPath(PATHS).to(wanted)).isEqualTo(nearest);
    }

    @Test
    void knowsWhatDocumentsBeginWith() {
        assertThat(new NearestPath(List.of("/b/@x", "/a/c/d")).roots()).containsExactly("/a", "/b");
        assertThat(new NearestPath(List.of()).to("/a")).isNull();
    }
}
