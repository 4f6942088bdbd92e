package io.xylem.delta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.utils.CloseableIterator;
import io.xylem.core.CommitStateUnknownException;
import io.xylem.core.RunInfo;
import io.xylem.core.TableCommit;
import io.xylem.core.UsageException;
import io.xylem.core.schema.DataType.Primitive;
import io.xylem.core.schema.Field;
import io.xylem.core.schema.TableSchema;
import io.xylem.delta.DeltaFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCommitTest {
    private static final TableSchema SCHEMA = new TableSchema(
            "flight",
            List.of(
                    new Field("_source", Primitive.STRING, false, null),
                    new Field("dep lat, deg", Primitive.DOUBLE, true, "latitude")));

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("flight");
    }

    private TableDefinition definition() {
        return new TableDefinition(folder(), SCHEMA, List.of(), Map.of());
    }

    private static RunInfo run(String appId) {
        return new RunInfo("run-1", appId, Instant.parse("2026-01-02T03:04:05.678Z"), "mapping-1");
    }

    /** A file that nobody reads; the log does not mind. */
    private static DeltaFile file(String name) {
        String columns = PhysicalField.digest(ColumnNames.assign(SCHEMA.fields()));
        return new DeltaFile(0, name, List.of(), 3, 100, "{\"numRecords\":3}", columns);
    }

    private TableCommit commit(String appId, long sequence) throws IOException {
        return new JobCommit(definition(), run(appId), sequence).commit(List.of(file(appId + "-" + sequence)));
    }

    private List<JsonNode> log(long version) throws IOException {
        List<JsonNode> actions = new ArrayList<>();
        for (String line :
                Files.readAllLines(folder().resolve("_delta_log").resolve(String.format("%020d.json", version)))) {
            actions.add(Json.parse(line));
        }
        return actions;
    }

    @Test
    void createsTheTableWithColumnMappingAndTheTransaction() throws IOException {
        commit("app", 5);

        JsonNode info = log(0).get(0).get("commitInfo");
        assertThat(info.get("engineInfo").asText()).matches("Kernel-[0-9.]+/Xylem/[0-9]\\S+");
        assertThat(info.get("operation").asText()).isEqualTo("WRITE");
        assertThat(info.get("isBlindAppend").asBoolean()).isTrue();
        assertThat(info.at("/operationMetrics/numOutputRows").asText()).isEqualTo("3");
        assertThat(info.get("userMetadata").asText())
                .isEqualTo("{\"appId\":\"app\",\"sequence\":5,\"runId\":\"run-1\",\"mappingVersion\":\"mapping-1\"}");
        JsonNode metadata = find(0, "metaData");
        assertThat(metadata.at("/configuration/delta.columnMapping.mode").asText())
                .isEqualTo("name");
        assertThat(metadata.at("/configuration/delta.columnMapping.maxColumnId").asText())
                .isEqualTo("2");
        JsonNode column = Json.parse(metadata.get("schemaString").asText()).at("/fields/1");
        assertThat(column.get("name").asText()).isEqualTo("dep lat, deg");
        assertThat(column.at("/metadata/delta.columnMapping.id").asInt()).isEqualTo(2);
        assertThat(column.at("/metadata/delta.columnMapping.physicalName").asText())
                .isEqualTo("dep_lat__deg_2");
        assertThat(column.at("/metadata/comment").asText()).isEqualTo("latitude");
        assertThat(find(0, "protocol").get("minReaderVersion").asInt()).isEqualTo(2);
        assertThat(find(0, "protocol").get("minWriterVersion").asInt()).isLessThanOrEqualTo(7);
        assertThat(find(0, "txn").get("appId").asText()).isEqualTo("app");
        assertThat(find(0, "txn").get("version").asLong()).isEqualTo(5);
        assertThat(find(0, "add").get("modificationTime").asLong())
                .isEqualTo(run("app").startedAt().toEpochMilli());
    }

    private JsonNode find(long version, String action) throws IOException {
        return log(version).stream()
                .filter(node -> node.has(action))
                .findFirst()
                .orElseThrow()
                .get(action);
    }

    @Test
    void asksForNoMoreThanTheColumnsNeed() throws IOException {
        TableSchema schema = new TableSchema("t", List.of(new Field("t", Primitive.TIMESTAMP_NTZ)));
        TableDefinition definition = new TableDefinition(folder(), schema, List.of(), Map.of());
        new JobCommit(definition, run("app"), 0).commit(List.of());

        assertThat(find(0, "protocol").get("minReaderVersion").asInt()).isEqualTo(3);
        assertThat(find(0, "protocol").get("readerFeatures"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("columnMapping", "timestampNtz");
    }

    @Test
    void writesPathsAsAddresses() throws IOException {
        DeltaFile odd = new DeltaFile(
                0, "p=a%2Fb c/ü.parquet", List.of(), 1, 1, "{}", file("x").columns());
        new JobCommit(definition(), run("app"), 0).commit(List.of(odd));

        assertThat(find(0, "add").get("path").asText()).contains("p=a%252Fb%20c/");
        assertThat(LiveFiles.of(ExistingTable.read(folder()).orElseThrow())
                        .get(0)
                        .path())
                .isEqualTo("p=a%2Fb c/ü.parquet");
    }

    @Test
    void losesNoCommitOfTwoWriters() throws Exception {
        commit("first", 0);
        assertThat(race(2, 8)).hasSize(16);
        ExistingTable table = ExistingTable.read(folder()).orElseThrow();
        assertThat(table.version()).isEqualTo(16);
        assertThat(LiveFiles.of(table)).hasSize(17);
        assertThat(table.lastSequence("writer-0")).isEqualTo(7);
        assertThat(table.lastSequence("writer-1")).isEqualTo(7);
    }

    @Test
    void writersThatCreateTheTableTogetherBothSucceed() throws Exception {
        assertThat(race(3, 1)).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(LiveFiles.of(ExistingTable.read(folder()).orElseThrow())).hasSize(3);
    }

    /** The versions that writers got for their commits. */
    private Set<Long> race(int writers, int commits) throws Exception {
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Future<List<Long>>> results = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String appId = "writer-" + writer;
            Callable<List<Long>> task = () -> {
                List<Long> versions = new ArrayList<>();
                start.await();
                for (int sequence = 0; sequence < commits; sequence++) {
                    versions.add(commit(appId, sequence).version());
                }
                return versions;
            };
            results.add(pool.submit(task));
        }
        Set<Long> versions = new HashSet<>();
        for (Future<List<Long>> result : results) {
            versions.addAll(result.get());
        }
        pool.shutdown();
        return versions;
    }

    @Test
    void oneJobCommittedByTwoAtOnceIsInTheTableOnce() throws Exception {
        commit("first", 0);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<TableCommit>> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Callable<TableCommit> task = () -> {
                start.await();
                return commit("app", 1);
            };
            results.add(pool.submit(task));
        }
        assertThat(results.get(0).get()).isEqualTo(results.get(1).get());
        pool.shutdown();
        assertThat(ExistingTable.read(folder()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void findsACommitWhoseLogEntryIsGone() throws IOException {
        Path data = folder().resolve(FileNames.dataFile("app", 0, 0, ""));
        DeltaFile file = file(data.getFileName().toString());
        new JobCommit(definition(), run("app"), 0).commit(List.of(file));
        for (int sequence = 1; sequence < 12; sequence++) {
            commit("other", sequence);
        }
        Files.delete(folder().resolve("_delta_log/00000000000000000000.json"));

        assertThat(new JobCommit(definition(), run("app"), 0).committed())
                .contains(new TableCommit("flight", 11, 3, 1, 100));
    }

    @Test
    void aFailingHookIsNoErrorAndTheOthersStillRun() {
        List<String> ran = new ArrayList<>();
        JobCommit.runHooks(
                folder(),
                List.of(
                        hook(() -> {
                            throw new IOException("disk full");
                        }),
                        hook(() -> {
                            throw new NoClassDefFoundError("org/apache/hadoop");
                        }),
                        hook(() -> ran.add("last"))));
        assertThat(ran).containsExactly("last");
    }

    private interface Action {
        void run() throws IOException;
    }

    private static PostCommitHook hook(Action action) {
        return new PostCommitHook() {
            @Override
            public void threadSafeInvoke(Engine engine) throws IOException {
                action.run();
            }

            @Override
            public PostCommitHookType getType() {
                return PostCommitHookType.CHECKPOINT;
            }
        };
    }

    @Test
    void anInterruptedCheckpointIsNeverVisible() throws IOException {
        Files.createDirectories(temp.resolve("_delta_log"));
        Path target = temp.resolve("_delta_log/00000000000000000010.checkpoint.parquet");
        CloseableIterator<FilteredColumnarBatch> failing = new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                throw new IllegalStateException("the log cannot be read");
            }

            @Override
            public FilteredColumnarBatch next() {
                throw new IllegalStateException("the log cannot be read");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> LocalEngine.instance()
                        .getParquetHandler()
                        .writeParquetFileAtomically(target.toString(), failing))
                .hasMessageContaining("the log cannot be read");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aCommitThatCannotBeWrittenLeavesTheTableAsItWas() throws IOException {
        commit("app", 0);
        Path next = folder().resolve("_delta_log/00000000000000000001.json");
        Files.createDirectory(next);

        assertThatThrownBy(() -> commit("app", 1)).isInstanceOf(Exception.class);
        Files.delete(next);
        assertThat(ExistingTable.read(folder()).orElseThrow().lastSequence("app"))
                .isZero();
        assertThat(commit("app", 1).version()).isEqualTo(1);
    }

    @Test
    void looksIntoTheLogWhenTheOutcomeIsUnknown() throws IOException {
        JobCommit commit = new JobCommit(definition(), run("app"), 0);
        RuntimeException lost = new IllegalStateException("the answer got lost");

        assertThatThrownBy(() -> commit.findOut(lost))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the table is as it was");
        TableCommit committed = commit("app", 0);
        assertThat(commit.findOut(lost)).isEqualTo(committed);
        Files.writeString(folder().resolve("_delta_log/00000000000000000000.json"), "{not json");
        assertThatThrownBy(() -> commit.findOut(lost))
                .isInstanceOf(CommitStateUnknownException.class)
                .hasMessageContaining("run again to find out");
    }

    @Test
    void refusesFilesThatWereWrittenForOtherColumns() throws IOException {
        DeltaFile stale = new DeltaFile(0, "x", List.of(), 3, 100, "{}", "0000");
        assertThatThrownBy(() -> new JobCommit(definition(), run("app"), 0).commit(List.of(stale)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("were changed while this job was writing");
    }

    @Test
    void refusesPropertiesThatMakeNoSense() {
        TableDefinition definition =
                new TableDefinition(folder(), SCHEMA, List.of(), Map.of("delta.checkpointInterval", "often"));
        assertThatThrownBy(() -> new JobCommit(definition, run("app"), 0).check(Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("often");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void refusesTablesWithFeaturesThatCannotBeWritten() throws IOException {
        commit("app", 0);
        Path first = folder().resolve("_delta_log/00000000000000000000.json");
        String log = Files.readString(first);
        int protocol = log.indexOf("{\"protocol\"");
        Files.writeString(
                first,
                log.substring(0, protocol)
                        + "{\"protocol\":{\"minReaderVersion\":2,\"minWriterVersion\":7,\"writerFeatures\":"
                        + "[\"columnMapping\",\"generatedColumns\",\"somethingNew\"]}}\n"
                        + log.substring(log.indexOf('\n', protocol) + 1));
        Files.delete(folder().resolve("_delta_log/00000000000000000000.crc"));

        assertThatThrownBy(() -> new JobCommit(definition(), run("app"), 1).check(ExistingTable.read(folder())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("somethingNew");
        assertThatThrownBy(() -> commit("app", 1)).isInstanceOf(UsageException.class);
    }
}
