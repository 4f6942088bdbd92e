package io.xylem.spark;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ArrowColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** The batches of a partition, without copying: Spark reads the vectors of the flattener. */
final class XylemReader implements PartitionReader<ColumnarBatch> {
    private final String table;
    private final List<String> columns;
    private final QueryTask task;
    private final Cursor<ArrowBatch> batches;

    XylemReader(XylemPartition partition, String table, List<String> columns, RefusalMode mode) throws IOException {
        this.table = table;
        this.columns = columns;
        ArrowFlattener<Document> flattener = ArrowFlattener.of(XmlShredder.of(partition.mapping()));
        this.task = new QueryTask(partition.number(), flattener.tables(), mode);
        Documents documents = new Documents(partition.splits().iterator(), task);
        this.batches = flattener.flatten(documents, task);
    }

    @Override
    public boolean next() throws IOException {
        while (batches.advance()) {
            task.check();
            if (batches.current().root(table).getRowCount() > 0) {
                return true;
            }
        }
        task.check();
        return false;
    }

    @Override
    public ColumnarBatch get() {
        VectorSchemaRoot root = batches.current().root(table);
        ColumnVector[] vectors =
                columns.stream().map(name -> new Borrowed(root.getVector(name))).toArray(ColumnVector[]::new);
        return new ColumnarBatch(vectors, root.getRowCount());
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return new CustomTaskMetric[] {new RefusedDocuments.Count(task.refused())};
    }

    @Override
    public void close() throws IOException {
        batches.close();
    }

    /** The flattener fills its vectors again and closes them itself; Spark would close them after each batch. */
    private static final class Borrowed extends ArrowColumnVector {
        Borrowed(ValueVector vector) {
            super(vector);
        }

        @Override
        public void close() {}
    }

    /** The documents of splits, one split after the other. */
    private static final class Documents implements Cursor<Document> {
        private final Iterator<Split<Document>> splits;
        private final QueryTask task;
        private @Nullable Cursor<Document> open;

        Documents(Iterator<Split<Document>> splits, QueryTask task) {
            this.splits = splits;
            this.task = task;
        }

        @Override
        public boolean advance() throws IOException {
            while (true) {
                task.checkCancelled();
                Cursor<Document> cursor = open;
                if (cursor == null) {
                    if (!splits.hasNext()) {
                        return false;
                    }
                    cursor = splits.next().open(task);
                    open = cursor;
                }
                if (cursor.advance()) {
                    return true;
                }
                close();
            }
        }

        @Override
        public Document current() {
            Cursor<Document> cursor = open;
            if (cursor == null) {
                throw new IllegalStateException("there is no current document");
            }
            return cursor.current();
        }

        @Override
        public void close() throws IOException {
            Cursor<Document> cursor = open;
            open = null;
            if (cursor != null) {
                cursor.close();
            }
        }
    }
}
