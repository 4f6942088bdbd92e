package io.xylem.spark;

import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.XylemException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Runs pipelines in a Spark cluster. The driver plans, keeps the journal and commits once; executors read, flatten, enrich, encode and
 * write files. Rows, ledger, quarantine and resuming are those of {@link Pipeline#run(RunOptions)}.
 */
public final class SparkRunner {
    private SparkRunner() {}

    /**
     * Runs a pipeline. Input and table must be on a file system that driver and executors see under the same paths. May be called from
     * several threads at once.
     *
     * @param spark where to run; stays open
     * @param pipeline the pipeline; all its parts are serializable, whose classes executors must have
     * @param options how to run; Spark decides on the parallelism
     * @return the ledger
     * @throws XylemException as {@link Pipeline#run(RunOptions)} does
     */
    public static RunReport run(SparkSession spark, Pipeline pipeline, RunOptions options) {
        return pipeline.run(options, new SparkCluster(JavaSparkContext.fromSparkContext(spark.sparkContext())));
    }
}
