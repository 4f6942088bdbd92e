package io.xylem.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.arrow.SchemaConverter;
import io.xylem.core.UsageException;
import io.xylem.core.schema.TableSchema;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What a mapping makes of archives, as Spark sees it. */
record XylemTable(Mapping mapping, String name, List<String> inputs, RefusalMode mode, long unitWeight)
        implements SupportsRead {
    private static final long UNIT_WEIGHT = 48L << 20;

    static XylemTable of(CaseInsensitiveStringMap options) {
        String file = options.get("mapping");
        if (file == null) {
            throw new UsageException(
                    "option mapping is missing: the mapping file, as in .option(\"mapping\", \"flights.yaml\")");
        }
        Mapping mapping = Mapping.fromYaml(local(file));
        List<String> names = ArrowFlattener.of(XmlShredder.of(mapping)).tables().stream()
                .map(TableSchema::name)
                .toList();
        String name = options.getOrDefault("table", names.get(0));
        if (!names.contains(name)) {
            throw new UsageException("option table is '" + name + "', but the mapping makes " + names);
        }
        long unitWeight = options.getLong("unitWeight", UNIT_WEIGHT);
        if (unitWeight < 1) {
            throw new UsageException("option unitWeight is " + unitWeight + "; must be at least 1 byte");
        }
        return new XylemTable(
                mapping,
                name,
                inputs(options),
                RefusalMode.parse(options.getOrDefault("mode", "FAILFAST")),
                unitWeight);
    }

    private static List<String> inputs(CaseInsensitiveStringMap options) {
        String several = options.get("paths");
        String one = options.get("path");
        if (several == null && one == null) {
            throw new UsageException(
                    "there is nothing to read; name files, folders or globs, as in .load(\"archives\")");
        }
        try {
            List<String> texts =
                    several == null ? List.of(one) : List.of(new JsonMapper().readValue(several, String[].class));
            return texts.stream().map(text -> local(text).toString()).toList();
        } catch (JsonProcessingException e) {
            throw new UsageException("option paths is not a JSON list of texts: " + several);
        }
    }

    private static Path local(String text) {
        return text.startsWith("file:") ? Path.of(URI.create(text).getPath()) : Path.of(text);
    }

    ArchiveSource source() {
        ArchiveSource.Builder source = ArchiveSource.builder();
        inputs.forEach(source::input);
        return source.build();
    }

    @Override
    public Column[] columns() {
        return CatalogV2Util.structTypeToV2Columns(struct());
    }

    /** The columns as Spark's types. */
    StructType struct() {
        TableSchema table = ArrowFlattener.of(XmlShredder.of(mapping)).tables().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return ArrowUtils.fromArrowSchema(SchemaConverter.toArrow(table));
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new XylemScan(this, struct());
    }
}
