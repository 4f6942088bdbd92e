package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xylem.core.Cursor;
import io.xylem.core.Enricher;
import io.xylem.core.Flattener;
import io.xylem.core.Pipeline;
import io.xylem.core.RunOptions;
import io.xylem.core.RunReport;
import io.xylem.core.Sink;
import io.xylem.core.Source;
import io.xylem.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small pipeline over text files that keeps to every contract. */
class WordPipelineTest {
    @TempDir
    Path input;

    @BeforeEach
    void writeInput() throws IOException {
        Files.writeString(input.resolve("a.txt"), "one\n\ntwo\n!bad\nthree\n");
        Files.writeString(input.resolve("b.txt"), "");
        Files.writeString(input.resolve("c.txt"), "four\nfive\nsix\n\n");
    }

    private Cursor<WordSource.Word> words() throws IOException {
        return new WordSource(input.toString())
                .plan(new TestPlanContext())
                .get(0)
                .open(new TestTaskContext());
    }

    @Test
    void runsFromFileToFile(@TempDir Path target) throws IOException {
        WordSink sink = new WordSink(target.toString());
        RunReport report = Pipeline.from(new WordSource(input.toString()))
                .flatten(new WordFlattener())
                .enrich(new LengthEnricher())
                .into(sink)
                .run(RunOptions.builder().parallelism(2).unitWeight(1).build());
        assertThat(sink.visible()).containsExactly("one\t3", "two\t3", "three\t5", "four\t4", "five\t4", "six\t3");
        assertThat(report.balanced()).isTrue();
        assertThat(report.documents()).isEqualTo(new RunReport.Documents(9, 6, 1, 2));
    }

    @Nested
    class SourceContract extends SourceContractTest<WordSource.Word> {
        @Override
        protected Source<WordSource.Word> source() {
            return new WordSource(input.toString());
        }

        @Override
        protected Object fingerprint(WordSource.Word word) {
            return word.archive + word.text;
        }
    }

    @Nested
    class FlattenerContract extends FlattenerContractTest<WordSource.Word, List<String>> {
        @Override
        protected Flattener<WordSource.Word, List<String>> flattener() {
            return new WordFlattener();
        }

        @Override
        protected Cursor<WordSource.Word> input() throws IOException {
            return words();
        }

        @Override
        protected Object fingerprint(List<String> batch) {
            return List.copyOf(batch);
        }

        @Override
        protected long documents() {
            return 4;
        }
    }

    @Nested
    class EnricherContract extends EnricherContractTest<List<String>> {
        @Override
        protected Enricher<List<String>> enricher() {
            return new LengthEnricher();
        }

        @Override
        protected List<TableSchema> tablesBefore() {
            return WordFlattener.TABLES;
        }

        @Override
        protected Cursor<List<String>> input() throws IOException {
            return new WordFlattener().flatten(words(), new TestTaskContext());
        }

        @Override
        protected List<?> rows(List<String> batch, List<TableSchema> tables) {
            int width = tables.get(0).fields().size();
            List<String> rows = new ArrayList<>();
            for (String row : batch) {
                rows.add(width == 1 ? row.split("\t", -1)[0] : row);
            }
            return rows;
        }
    }

    @Nested
    class SinkContract extends SinkContractTest<List<String>, String, String> {
        @Override
        protected Sink<List<String>, String, String> sink(Path target) {
            return new WordSink(target.toString());
        }

        @Override
        protected List<TableSchema> tables() {
            return WordFlattener.TABLES;
        }

        @Override
        protected Cursor<List<String>> batches(int unit) throws IOException {
            return new WordFlattener()
                    .flatten(
                            new WordSource(input.toString())
                                    .plan(new TestPlanContext())
                                    .get(2 * unit)
                                    .open(new TestTaskContext()),
                            new TestTaskContext());
        }

        @Override
        protected List<?> rows(List<String> batch) {
            return List.copyOf(batch);
        }

        @Override
        protected List<?> visibleRows(Path target) throws IOException {
            return new WordSink(target.toString()).visible();
        }
    }
}
