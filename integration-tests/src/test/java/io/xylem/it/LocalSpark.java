package io.xylem.it;

import org.apache.spark.sql.SparkSession;

/** Spark with delta-spark inside this JVM. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession open() {
        return builder().getOrCreate();
    }

    /** Spark whose commits on a local disk exclude those of other processes. */
    static SparkSession openBesideOthers() {
        return builder()
                .config("spark.delta.logStore.file.impl", LinkingLogStore.class.getName())
                .getOrCreate();
    }

    private static SparkSession.Builder builder() {
        return SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.sql.codegen.wholeStage", "false");
    }
}
