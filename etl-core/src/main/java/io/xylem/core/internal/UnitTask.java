package io.xylem.core.internal;

import io.xylem.core.Sink;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on the units of one job in this process. Shared by all workers; keeps nothing between units. */
final class UnitTask<D, B, P, C extends Serializable> {
    private final UnitWork<D, B, P> work;
    private final Sink<?, P, C> sink;
    private final List<Unit<D>> units;
    private final Lane<P, C> lane;
    private final Quarantine.@Nullable Job<?, ?> quarantine;
    private final RejectLog log;

    UnitTask(
            Recipe<D, B, P, C> recipe,
            List<Unit<D>> units,
            Lane<P, C> lane,
            Quarantine.@Nullable Job<?, ?> quarantine,
            RunState state) {
        this.work = new UnitWork<>(
                recipe.chain(),
                recipe.sink(),
                recipe.tables(),
                state.info(),
                state.options().limits(),
                units.size(),
                state.stop(),
                state.meter());
        this.sink = recipe.sink();
        this.units = units;
        this.lane = lane;
        this.quarantine = quarantine;
        this.log = state.rejectLog();
    }

    /** Works on one unit and completes its slot. */
    void run(AppendQueue.Slot slot) {
        UnitWork.Rejects rejects = task -> quarantine == null ? log.writer() : quarantine.writer(task, slot);
        slot.complete(work.work(
                slot.unit(), units.get(slot.unit()), rejects, part -> slot.add(lane, part, sink.bytes(part))));
    }
}
