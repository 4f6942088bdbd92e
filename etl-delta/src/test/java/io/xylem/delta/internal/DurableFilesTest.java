package io.xylem.delta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    Path temp;

    private final LocalFileIO files = new LocalFileIO();

    @Test
    void givesEachNameToExactlyOneOfManyWriters() throws Exception {
        int writers = 8;
        int names = 25;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Future<List<Boolean>>> results = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            String content = "written by " + writer;
            Callable<List<Boolean>> task = () -> {
                List<Boolean> won = new ArrayList<>();
                for (int name = 0; name < names; name++) {
                    start.await();
                    won.add(write(temp.resolve("commit-" + name), content));
                }
                return won;
            };
            results.add(pool.submit(task));
        }
        for (int name = 0; name < names; name++) {
            List<String> winners = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                if (results.get(writer).get().get(name)) {
                    winners.add("written by " + writer);
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(Files.readString(temp.resolve("commit-" + name))).isEqualTo(winners.get(0) + "\n");
        }
        pool.shutdown();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).as("no temporary file is left").hasSize(names);
        }
    }

    private boolean write(Path path, String line) throws IOException {
        try {
            files.newOutputFile(path.toString())
                    .writeAtomically(Utils.toCloseableIterator(List.of(line).iterator()), false);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Test
    void replacesAFileIfAskedTo() throws IOException {
        Path path = temp.resolve("_last_checkpoint");
        for (String line : List.of("1", "2")) {
            files.newOutputFile(path.toString())
                    .writeAtomically(Utils.toCloseableIterator(List.of(line).iterator()), true);
        }
        assertThat(Files.readString(path)).isEqualTo("2\n");
    }

    @Test
    void showsAStreamOnlyOnceItIsClosed() throws IOException {
        Path path = temp.resolve("x");
        try (var out = files.newOutputFile(path.toString()).create(true)) {
            out.write(new byte[] {1, 2, 3});
            out.write(4);
            assertThat(out.getPos()).isEqualTo(4);
            assertThat(path).doesNotExist();
        }
        assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(
                        () -> files.newOutputFile(path.toString()).create(true).close())
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        Path path = temp.resolve("x");
        byte[] content = new byte[20_000];
        new java.util.Random(7).nextBytes(content);
        Files.write(path, content);
        try (var in = files.newInputFile("file:" + path, -1).newStream()) {
            for (int position : new int[] {0, 8191, 8192, 19_999, 5}) {
                in.seek(position);
                assertThat(in.getPos()).isEqualTo(position);
                assertThat((byte) in.read()).isEqualTo(content[position]);
                assertThat(in.getPos()).isEqualTo(position + 1);
            }
            in.seek(1);
            byte[] rest = new byte[19_999];
            in.readFully(rest, 0, rest.length);
            assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(content, 1, 20_000));
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() ->
                        files.newInputFile(temp.resolve("none").toString(), -1).newStream())
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void listsInTheOrderOfBytesFromAName() throws IOException {
        for (String name : List.of("a", "b", "ä", ".hidden", "00")) {
            Files.writeString(temp.resolve(name), name);
        }
        List<String> names = new ArrayList<>();
        try (var listed = files.listFrom(temp.resolve("00").toString())) {
            listed.map(FileStatus::getPath)
                    .forEachRemaining(
                            path -> names.add(temp.relativize(Path.of(path)).toString()));
        }
        assertThat(names).containsExactly("00", "a", "b", "ä");
        assertThatThrownBy(() -> files.listFrom(temp.resolve("none/x").toString()))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void understandsAddressesOfLocalFiles() {
        assertThat(LocalFileIO.local("/a b/c%20d")).isEqualTo(Path.of("/a b/c%20d"));
        assertThat(LocalFileIO.local("file:/a/b")).isEqualTo(Path.of("/a/b"));
        assertThat(LocalFileIO.local("file:///a/b")).isEqualTo(Path.of("/a/b"));
    }
}
