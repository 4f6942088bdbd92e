package io.xylem.core.internal;

import io.xylem.core.Cursor;
import io.xylem.core.Encoder;
import io.xylem.core.Limits;
import io.xylem.core.RunInfo;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Works on the units of one job, each from its splits to its parts. Shared by all workers; keeps nothing between units. */
final class UnitTask<D, B, P, C extends Serializable> {
    private final Recipe<D, B, P, C> recipe;
    private final List<Unit<D>> units;
    private final Lane<P, C> lane;
    private final Quarantine.@Nullable Job<?, ?> quarantine;
    private final RejectLog log;
    private final RunInfo run;
    private final Limits limits;
    private final Stop stop;
    private final Meter meter;

    UnitTask(
            Recipe<D, B, P, C> recipe,
            List<Unit<D>> units,
            Lane<P, C> lane,
            Quarantine.@Nullable Job<?, ?> quarantine,
            RunState state) {
        this.recipe = recipe;
        this.units = units;
        this.lane = lane;
        this.quarantine = quarantine;
        this.log = state.rejectLog();
        this.run = state.info();
        this.limits = state.options().limits();
        this.stop = state.stop();
        this.meter = state.meter();
    }

    /** Works on one unit and completes its slot. */
    void run(AppendQueue.Slot slot) {
        Unit<D> unit = units.get(slot.unit());
        UnitLedger ledger = new UnitLedger(meter);
        UnitContext context = new UnitContext(run, slot.unit(), limits, ledger, recipe.tables(), stop);
        SplitCursor<D> documents = new SplitCursor<>(unit, context, meter);
        try (RejectWriter rejects = writer(context, slot)) {
            ledger.writer(rejects);
            encode(documents, context, slot);
            ledger.check();
            rejects.finish();
        } catch (Throwable t) {
            throw Failures.of(
                    "unit " + slot.unit() + " of " + units.size() + " (" + unit.name() + ") failed at "
                            + documents.position(),
                    t);
        } finally {
            ledger.publish();
        }
        slot.complete(ledger.accounts());
    }

    private RejectWriter writer(UnitContext context, AppendQueue.Slot slot) {
        return quarantine == null ? log.writer() : quarantine.writer(context.forQuarantine(), slot);
    }

    private void encode(SplitCursor<D> documents, UnitContext context, AppendQueue.Slot slot) throws IOException {
        Consumer<P> out = part -> slot.add(lane, part, recipe.sink().bytes(part));
        try (Encoder<? super B, P> encoder = recipe.sink().openEncoder(context)) {
            try (Cursor<B> batches = recipe.chain().open(documents, context)) {
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
