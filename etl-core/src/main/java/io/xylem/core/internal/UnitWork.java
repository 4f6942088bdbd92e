package io.xylem.core.internal;

import io.xylem.core.Cursor;
import io.xylem.core.Encoder;
import io.xylem.core.Limits;
import io.xylem.core.RunInfo;
import io.xylem.core.Sink;
import io.xylem.core.TaskContext;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is done to a unit, in whatever process and thread: from its splits to its parts and its accounts. Keeps nothing between units.
 *
 * @param count how many units the job has
 */
record UnitWork<D, B, P>(
        Chain<D, B> chain,
        Sink<? super B, P, ?> sink,
        List<TableSchema> tables,
        RunInfo run,
        Limits limits,
        int count,
        Stop stop,
        Meter meter) {
    /** Opens what takes the refusals of a unit. */
    interface Rejects {
        RejectWriter open(TaskContext task);
    }

    /** Works on one unit. */
    Accounts work(int number, Unit<D> unit, Rejects takers, Consumer<P> out) {
        UnitLedger ledger = new UnitLedger(meter);
        UnitContext context = new UnitContext(run, number, limits, ledger, tables, stop);
        SplitCursor<D> documents = new SplitCursor<>(unit, context, meter);
        try (RejectWriter rejects = takers.open(context.forQuarantine())) {
            ledger.writer(rejects);
            encode(documents, context, out);
            ledger.check();
            rejects.finish();
        } catch (Throwable t) {
            throw Failures.of(
                    "unit " + number + " of " + count + " (" + unit.name() + ") failed at " + documents.position(), t);
        } finally {
            ledger.publish();
        }
        return ledger.accounts();
    }

    private void encode(SplitCursor<D> documents, UnitContext context, Consumer<P> out) throws IOException {
        try (Encoder<? super B, P> encoder = sink.openEncoder(context)) {
            try (Cursor<B> batches = chain.open(documents, context)) {
                while (batches.advance()) {
                    context.checkCancelled();
                    encoder.encode(batches.current(), out);
                    context.account().publish();
                }
            }
            encoder.finish(out);
        }
    }
}
