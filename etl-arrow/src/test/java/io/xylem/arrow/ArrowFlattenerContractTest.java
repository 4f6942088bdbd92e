package io.xylem.arrow;

import io.xylem.arrow.ModelShredder.Doc;
import io.xylem.core.Cursor;
import io.xylem.core.Flattener;
import io.xylem.testkit.FlattenerContractTest;

class ArrowFlattenerContractTest extends FlattenerContractTest<Doc, ArrowBatch> {
    @Override
    protected Flattener<Doc, ArrowBatch> flattener() {
        return ArrowFlattener.of(new ModelShredder(Flights.SCHEMA, 5)).withBatches(37, 1 << 20);
    }

    @Override
    protected Cursor<Doc> input() {
        return ModelShredder.cursor(Flights.documents(0, 100));
    }

    @Override
    protected Object fingerprint(ArrowBatch batch) {
        return Rows.of(batch.root());
    }

    @Override
    protected long documents() {
        return 100;
    }
}
