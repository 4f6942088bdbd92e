package io.xylem.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Reject;
import io.xylem.core.RunReport.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
    @Test
    void ledgerCountsWhatItIsTold() {
        Meter meter = new Meter();
        UnitLedger ledger = new UnitLedger(meter);
        ledger.discovered("a");
        ledger.discovered("b");
        ledger.discovered(new String("a"));
        ledger.skipped("b");
        ledger.read("a", 10);
        ledger.tabled("a", 1);
        ledger.reject(new Reject("a!/x", "a", 0, -1, "CRC", null, "m", null));
        Accounts accounts = ledger.accounts();
        assertThat(accounts.documents()).isEqualTo(new Documents(3, 1, 1, 1));
        assertThat(accounts.archive("a").documents()).isEqualTo(new Documents(2, 1, 1, 0));
        assertThat(accounts.archive("a").bytes).isEqualTo(10);
        assertThat(accounts.rejects()).containsEntry("CRC", 1L);
        assertThat(meter.progress().documents()).isZero();
        ledger.publish();
        ledger.publish();
        assertThat(meter.progress().documents()).isEqualTo(3);
        assertThat(meter.progress().rejects()).isEqualTo(1);
        assertThat(meter.progress().bytes()).isEqualTo(10);
    }

    @Test
    void mergingKeepsTheOrderOfArchivesAndAddsCounts() {
        Accounts job = new Accounts();
        job.archive("z");
        Accounts one = new Accounts();
        one.archive("m").discovered = 2;
        one.values("rescued", 1);
        Accounts two = new Accounts();
        two.archive("z").discovered = 1;
        two.archive("m").discovered = 3;
        two.values("rescued", 2);
        job.merge(one);
        job.merge(two);
        assertThat(job.archives().stream().map(a -> a.path() + a.documents().discovered()))
                .isEqualTo(List.of("z1", "m5"));
        assertThat(job.values()).containsEntry("rescued", 3L);
    }

    @Test
    void peakMemoryIsPlausibleWhereTheSystemTells() {
        long bytes = PeakMemory.bytes();
        assertThat(bytes == 0 || bytes > 10 << 20).isTrue();
    }
}
