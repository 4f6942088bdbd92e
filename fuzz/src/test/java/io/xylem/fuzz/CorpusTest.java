package io.xylem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that fuzzing has found worth keeping, and every seed, keeps all promises. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void keepsItsPromisesForEveryInputOfTheCorpus(Target target) throws IOException {
        for (byte[] seed : target.seeds()) {
            assertThatCode(() -> target.run(seed)).doesNotThrowAnyException();
        }
        List<Path> inputs = corpus(target);
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> target.run(bytes)).as(input.toString()).doesNotThrowAnyException();
        }
    }

    static List<Path> corpus(Target target) throws IOException {
        Path folder = CORPUS.resolve(target.folder());
        if (!Files.isDirectory(folder)) {
            return new ArrayList<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
