package io.xylem.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The format {@code xylem}: archives of XML as a table, by a mapping. {@code spark.read().format("xylem").option("mapping",
 * file).load(paths)}.
 */
public final class XylemSource implements TableProvider, DataSourceRegister {
    /** For Spark. */
    public XylemSource() {}

    @Override
    public String shortName() {
        return "xylem";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return XylemTable.of(options).struct();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return XylemTable.of(new CaseInsensitiveStringMap(properties));
    }
}
