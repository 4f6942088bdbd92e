package io.xylem.core.internal;

import io.xylem.core.Limits;
import io.xylem.core.RunInfo;
import io.xylem.core.TaskContext;
import io.xylem.core.TaskLedger;
import io.xylem.core.schema.TableSchema;
import java.util.List;

/** The context of one unit. */
record UnitContext(RunInfo run, int unit, Limits limits, UnitLedger account, List<TableSchema> tables, Stop stop)
        implements TaskContext {
    @Override
    public TaskLedger ledger() {
        return account;
    }

    @Override
    public void checkCancelled() {
        account.check();
        stop.check();
    }

    /** The same task as the quarantine sees it. */
    UnitContext forQuarantine() {
        return new UnitContext(run, unit, limits, account, List.of(), stop);
    }
}
