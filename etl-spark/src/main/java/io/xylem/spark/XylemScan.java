package io.xylem.spark;

import io.xylem.core.Archive;
import io.xylem.core.Document;
import io.xylem.core.Limits;
import io.xylem.core.PlanContext;
import io.xylem.core.Split;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** A query of the data source: the columns it wants, and the splits it reads. */
final class XylemScan implements SupportsPushDownRequiredColumns, Scan, Batch {
    private final XylemTable table;
    private StructType wanted;

    XylemScan(XylemTable table, StructType all) {
        this.table = table;
        this.wanted = all;
    }

    @Override
    public void pruneColumns(StructType required) {
        wanted = required;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return wanted;
    }

    @Override
    public String description() {
        return "xylem " + table.name() + " of " + table.inputs();
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return new CustomMetric[] {new RefusedDocuments()};
    }

    @Override
    public InputPartition[] planInputPartitions() {
        Mapping mapping = table.mapping().selecting(Set.of(wanted.fieldNames()));
        List<InputPartition> partitions = new ArrayList<>();
        List<Split<Document>> open = new ArrayList<>();
        long weight = 0;
        for (Split<Document> split : splits()) {
            if (!open.isEmpty() && weight + split.weight() > table.unitWeight()) {
                partitions.add(new XylemPartition(partitions.size(), mapping, List.copyOf(open)));
                open.clear();
                weight = 0;
            }
            open.add(split);
            weight += Math.max(1, split.weight());
        }
        if (!open.isEmpty()) {
            partitions.add(new XylemPartition(partitions.size(), mapping, List.copyOf(open)));
        }
        return partitions.toArray(InputPartition[]::new);
    }

    private List<? extends Split<Document>> splits() {
        try {
            return table.source().plan(new Everything(table.unitWeight()));
        } catch (IOException e) {
            throw new UncheckedIOException("listing the input: " + e.getMessage(), e);
        }
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new XylemReaderFactory(table.name(), List.of(wanted.fieldNames()), table.mode());
    }

    private record Everything(long unitWeight) implements PlanContext {
        @Override
        public boolean admit(Archive archive) {
            return true;
        }

        @Override
        public Limits limits() {
            return Limits.DEFAULT;
        }
    }
}
