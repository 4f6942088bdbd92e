package io.xylem.core.internal;

import io.xylem.core.Reject;
import io.xylem.core.TaskLedger;
import io.xylem.core.internal.Accounts.Account;
import org.jspecify.annotations.Nullable;

/** The ledger of one unit. Used by one thread; what it has counted is published to the meter now and then. */
final class UnitLedger implements TaskLedger {
    private final Accounts accounts = new Accounts();
    private final Meter meter;
    private @Nullable RejectWriter writer;
    private @Nullable RuntimeException failure;

    private @Nullable String lastPath;
    private Account last = new Account();
    private long documents;
    private long rejects;
    private long bytes;

    UnitLedger(Meter meter) {
        this.meter = meter;
    }

    void writer(RejectWriter rejectWriter) {
        writer = rejectWriter;
    }

    Accounts accounts() {
        return accounts;
    }

    /** Fails if a refusal could not be handed on, even if the stage that reported it has swallowed the failure. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    void publish() {
        meter.add(documents, rejects, bytes);
        documents = 0;
        rejects = 0;
        bytes = 0;
    }

    @Override
    public void discovered(String archive) {
        account(archive).discovered++;
        documents++;
    }

    @Override
    public void skipped(String archive) {
        account(archive).skipped++;
    }

    @Override
    public void reject(Reject reject) {
        account(reject.archive()).quarantined++;
        accounts.rejected(reject.code(), 1);
        rejects++;
        if (writer != null) {
            try {
                writer.add(reject);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }

    @Override
    public void tabled(String archive, long count) {
        account(archive).tabled += count;
    }

    @Override
    public void rows(String table, long count) {
        accounts.rows(table, count);
    }

    @Override
    public void read(String archive, long count) {
        account(archive).bytes += count;
        bytes += count;
    }

    @Override
    public void unmapped(String path, long count) {
        accounts.unmapped(path, count);
    }

    @Override
    public void matched(String path, long count) {
        accounts.matched(path, count);
    }

    @Override
    public void values(String kind, long count) {
        accounts.values(kind, count);
    }

    @SuppressWarnings("ReferenceEquality") // a miss costs a look-up, nothing else
    private Account account(String archive) {
        if (archive != lastPath) {
            last = accounts.archive(archive);
            lastPath = archive;
        }
        return last;
    }
}
