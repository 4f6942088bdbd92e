package io.xylem.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.arrow.parquet.Compression;
import io.xylem.core.Document;
import io.xylem.core.Pipeline;
import io.xylem.core.Source;
import io.xylem.core.UsageException;
import io.xylem.core.schema.Layout;
import io.xylem.delta.DeltaSink;
import io.xylem.geo.H3Enricher;
import io.xylem.xml.ArchiveSource;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ingest was run with, as far as it decides what is in the table: kept with each of its jobs, so that a replay needs nothing but the table.
 *
 * @param mappingFile the mapping file
 * @param mapping its text
 * @param inputs the inputs, as full paths
 * @param sourceRoot what {@code _source} is relative to; null for each input
 * @param includes globs of documents
 * @param excludes globs of what is skipped
 * @param limits limits that were changed
 * @param cells the H3 columns
 * @param cellMode how cells are found
 * @param cellForm how cells are stored
 * @param partitions the partition columns
 * @param fileSize the size of data files
 * @param compression their compression
 */
record Recipe(
        String mappingFile,
        String mapping,
        List<String> inputs,
        @Nullable String sourceRoot,
        List<String> includes,
        List<String> excludes,
        List<String> limits,
        List<String> cells,
        H3Enricher.Mode cellMode,
        H3Enricher.CellForm cellForm,
        List<String> partitions,
        String fileSize,
        Compression compression) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Where documents came from. */
    record Origin(List<String> inputs, @Nullable String sourceRoot, List<String> includes, List<String> excludes) {
        ArchiveSource.Builder source() {
            ArchiveSource.Builder builder = ArchiveSource.builder();
            inputs.forEach(builder::input);
            includes.forEach(builder::include);
            excludes.forEach(builder::exclude);
            if (sourceRoot != null) {
                builder.sourceRoot(Path.of(sourceRoot));
            }
            return builder;
        }
    }

    Origin origin() {
        return new Origin(inputs, sourceRoot, includes, excludes);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, lists and names have a JSON form", e);
        }
    }

    static Recipe fromJson(String json) {
        try {
            return JSON.readValue(json, Recipe.class);
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    "what the table remembers of its ingest cannot be read: " + e.getOriginalMessage()
                            + "; it was written by another program or version",
                    e);
        }
    }

    /** The mapping as its file is now; if the file is gone, as it was then. */
    Mapping mappingNow() {
        Path file = Path.of(mappingFile);
        return Files.isRegularFile(file)
                ? Mapping.fromYaml(file)
                : Mapping.fromYaml(mappingFile + " (as it was)", mapping);
    }

    /** The pipeline up to the sink. */
    Pipeline.BatchStage<Document, ArrowBatch> stage(Source<Document> source, XmlShredder shredder) {
        Pipeline.BatchStage<Document, ArrowBatch> stage = Pipeline.from(source).flatten(ArrowFlattener.of(shredder));
        for (String cell : cells) {
            H3Enricher enricher =
                    H3Enricher.parse(cell).mode(cellMode).as(cellForm).build();
            enricher.requireOneBranch(shredder.schema());
            stage = stage.enrich(enricher);
        }
        return stage;
    }

    DeltaSink.Builder sink(Path table, Layout layout) {
        return (layout == Layout.TABLES ? DeltaSink.tables(table) : DeltaSink.table(table))
                .partitionBy(partitions.toArray(String[]::new))
                .fileBytes(bytes())
                .compression(compression);
    }

    private long bytes() {
        try {
            return Sizes.parse(fileSize);
        } catch (NumberFormatException e) {
            throw new UsageException("--file-size " + fileSize + ": not a size; write 100MB", e);
        }
    }
}
