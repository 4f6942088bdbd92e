package io.xylem.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** How many documents a query has left out. Spark makes it by name. */
public final class RefusedDocuments extends CustomSumMetric {
    static final String NAME = "refusedDocuments";

    /** For Spark. */
    public RefusedDocuments() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "number of refused documents";
    }

    record Count(long value) implements CustomTaskMetric {
        @Override
        public String name() {
            return NAME;
        }
    }
}
