package io.xylem.xml;

import static io.xylem.xml.Archives.bytes;
import static io.xylem.xml.Archives.gz;
import static io.xylem.xml.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xylem.core.Archive;
import io.xylem.core.CancelledException;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Split;
import io.xylem.core.UsageException;
import io.xylem.testkit.TestPlanContext;
import io.xylem.testkit.TestTaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are read, under which names, and what happens when they are not what was planned. */
class ArchiveInputsTest extends ArchiveReading {
    /** Names are bytes; what the locale makes of them must not matter. */
    @Test
    void namesAreReadAsUtf8InEveryLocaleAndSortedByTheirBytes() throws IOException {
        for (String name : List.of(
                "%F0%9F%98%80.xml",
                "%EF%BD%81.xml", "%C3%A9.xml", "b.xml", "a/b.xml", "a.xml", "B.xml", "%E9%25.xml")) {
            writeRaw(name, "<a/>");
        }
        assertThat(read(ArchiveSource.of(folder)).keySet())
                .containsExactly(
                        "B.xml", "a.xml", "a/b.xml", "b.xml", "é%.xml", "é.xml", "\uff41.xml", "\ud83d\ude00.xml");
        context = new TestTaskContext();
        assertThat(read(ArchiveSource.builder().input(folder + "/*").build())).hasSize(8);
    }

    @Test
    void foldersWithForeignNamesAreRead() throws IOException {
        writeRaw("%C3%A9/%E9.zip", zip(Map.of("a.xml", "<a/>")));
        assertThat(read(ArchiveSource.builder().input(folder + "/*").build())).containsOnlyKeys("é/é.zip!/a.xml");
    }

    private void writeRaw(String name, String text) throws IOException {
        writeRaw(name, bytes(text));
    }

    private void writeRaw(String name, byte[] content) throws IOException {
        Path file = Path.of(URI.create(folder.toUri() + name));
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void backslashIsPartOfAName() throws IOException {
        write("a\\b.xml", "<a/>");
        assertThat(read(ArchiveSource.of(folder))).containsOnlyKeys("a\\b.xml");
    }

    @Test
    void nameOfAFileInTwoInputsDoesNotDependOnTheirOrder() throws IOException {
        Path file = write("b/c/a.xml", "<a/>");
        List<Path> inputs = List.of(file, folder.resolve("b"), folder, folder.resolve("b/c"));
        for (int i = 0; i < inputs.size(); i++) {
            List<Path> turned = new ArrayList<>(inputs);
            Collections.rotate(turned, i);
            context = new TestTaskContext();
            assertThat(read(ArchiveSource.of(turned.toArray(Path[]::new)))).containsOnlyKeys("b/c/a.xml");
        }
    }

    @Test
    void pathOfAnotherFileSystemIsWrongUse() throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(write("a.zip", zip(Map.of("a.xml", "<a/>"))))) {
            Path path = inside.getPath("/a.xml");
            assertThatThrownBy(() -> ArchiveSource.of(path))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("not on the local file system");
            ArchiveSource.Builder builder = ArchiveSource.builder().input("x");
            assertThatThrownBy(() -> builder.sourceRoot(path)).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void fileNamedLikeAnEntryOfAnotherIsRefused() throws IOException {
        write("a.zip", zip(Map.of("b.xml", "<a/>")));
        write("a.zip!/b.xml", "<a/>");
        assertThatThrownBy(() -> read(ArchiveSource.of(folder)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is named like an entry of " + folder.resolve("a.zip"))
                .hasMessageContaining("rename the folder 'a.zip!'");
        write("Attention!/b.xml", "<a/>");
        assertThat(read(ArchiveSource.of(folder.resolve("Attention!")))).containsOnlyKeys("b.xml");
    }

    @Test
    void emptyInputIsRefused() {
        assertThatThrownBy(() -> read(ArchiveSource.builder().input("").build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("an input is empty");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToNothingIsRefused() throws IOException {
        write("a.xml", "<a/>");
        Files.createSymbolicLink(folder.resolve("b.xml"), folder.resolve("gone.xml"));
        for (String input : List.of(folder.toString(), folder + "/*")) {
            assertThatThrownBy(() -> read(ArchiveSource.builder().input(input).build()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(folder.resolve("b.xml") + " is a link to nothing");
        }
    }

    @Test
    void foldersOfTablesAreLeftOut() throws IOException {
        write("in/a.xml", "<a/>");
        write("in/table/_delta_log/00000000000000000000.json", "{}");
        write("in/table/day=1/part.xml", "<a/>");
        write("in/planned/_xylem/app/00000000000000000000.json", "{}");
        write("in/deep/er/table/_delta_log/x.xml", "<a/>");
        write("in/deep/er/b.xml", "<a/>");
        assertThat(read(ArchiveSource.of(folder.resolve("in")))).containsOnlyKeys("a.xml", "deep/er/b.xml");
        assertBalanced(2);
        assertThat(read(ArchiveSource.builder().input(folder + "/in/**").build()))
                .containsOnlyKeys("a.xml", "deep/er/b.xml");
        assertThat(read(ArchiveSource.of(folder.resolve("in/table")))).isEmpty();
        assertThat(read(ArchiveSource.of(folder.resolve("in/table/day=1/part.xml"))))
                .as("a file that is named itself")
                .hasSize(1);
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        write("real/a.xml", "<a/>");
        Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("in/link"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("real/back"), folder.resolve("real"));
        assertThat(read(ArchiveSource.of(folder.resolve("in")))).containsOnlyKeys("link/a.xml");
    }

    @Test
    void globThatMatchesAFolderTakesAllBelowIt() throws IOException {
        write("2024-01/x/a.xml", "<a/>");
        write("2024-02/b.xml", "<b/>");
        write("2025-01/c.xml", "<c/>");
        assertThat(read(ArchiveSource.builder().input(folder + "/2024-*").build()))
                .containsOnlyKeys("2024-01/x/a.xml", "2024-02/b.xml");
    }

    @Test
    void globWithOneStarStaysInItsFolder() throws IOException {
        write("a.xml", "<a/>");
        write("b/c.xml", "<c/>");
        write("b/d/e.xml", "<e/>");
        assertThat(read(ArchiveSource.builder().input(folder + "/*.xml").build()))
                .containsOnlyKeys("a.xml");
        context = new TestTaskContext();
        assertThat(read(ArchiveSource.builder().input(folder + "/*/c.xml").build()))
                .containsOnlyKeys("b/c.xml");
        context = new TestTaskContext();
        assertThat(read(ArchiveSource.builder().input(folder + "/**/*.xml").build()))
                .containsOnlyKeys("a.xml", "b/c.xml", "b/d/e.xml");
    }

    @Test
    void fileInsideAnInputFolderIsTakenOnce() throws IOException {
        Path file = write("b/a.xml", "<a/>");
        assertThat(read(ArchiveSource.of(folder, file, folder.resolve("b/../b/a.xml"))))
                .containsOnlyKeys("b/a.xml");
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .input(folder + "/b/*.xml")
                        .build()))
                .containsOnlyKeys("b/a.xml");
    }

    @Test
    void fileWithGlobCharactersInItsNameIsAFile() throws IOException {
        Path file = write("a[1].xml", "<a/>");
        assertThat(read(ArchiveSource.of(file))).containsOnlyKeys("a[1].xml");
    }

    @Test
    void inputOutsideTheSourceRootIsWrongUse() throws IOException {
        Path file = write("a/a.xml", "<a/>");
        ArchiveSource source = ArchiveSource.builder()
                .input(file.toString())
                .sourceRoot(folder.resolve("b"))
                .build();
        assertThatThrownBy(() -> read(source))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not below the source root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a,b", "{a,{b,c}}", "a\\"})
    void globThatCannotBeUnderstoodIsWrongUse(String glob) {
        ArchiveSource.Builder builder = ArchiveSource.builder().input("x").include(glob);
        assertThatThrownBy(builder::build).isInstanceOf(UsageException.class).hasMessageContaining(glob);
    }

    @ParameterizedTest
    @CsvSource({
        "*.xml.gz, true",
        "*.xml, true",
        "s/*.xml.gz, true",
        "s/x.xml, true",
        "**/*.xml, true",
        "**/x.xml.gz, true",
        "x.*, true",
        "*.txt, false",
        "t/*, false"
    })
    void compressedFileIsMatchedWithAndWithoutItsEnding(String glob, boolean matches) throws IOException {
        write("s/x.xml.gz", gz(bytes("<a/>")));
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .include(glob)
                        .build()))
                .hasSize(matches ? 1 : 0);
        context = new TestTaskContext();
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .exclude(glob)
                        .build()))
                .hasSize(matches ? 0 : 1);
        assertBalanced(1);
    }

    @Test
    void leadingStarsMatchNoFolderToo() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("top.xml", "<a/>");
        entries.put("in/below.xml", "<a/>");
        write("a.zip", zip(entries));
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .include("**/*.xml")
                        .build()))
                .hasSize(2);
    }

    @Test
    void damageInWhatIsExcludedIsNoReject() throws IOException {
        byte[] gz = gz(bytes("<a/>"));
        gz[gz.length - 6] ^= 1;
        write("bad.xml.gz", gz);
        write("good.xml", "<a/>");
        assertThat(read(ArchiveSource.builder()
                        .input(folder.toString())
                        .exclude("bad*")
                        .build()))
                .containsOnlyKeys("good.xml");
        assertThat(codes()).isEmpty();
        assertBalanced(2);
    }

    @Test
    void fileThatHasChangedSinceItWasPlannedFailsTheTask() throws IOException {
        Path file = write("a.xml", "<a/>");
        List<? extends Split<Document>> splits = plan(1000);
        Files.writeString(file, "<longer/>");
        assertThatThrownBy(() -> read(splits)).isInstanceOf(IOException.class).hasMessageContaining("a.xml");
        Files.delete(file);
        assertThatThrownBy(() -> read(splits)).isInstanceOf(IOException.class);
        assertThat(codes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "7z"})
    void errorOfTheDiskIsNoDamage(String form) throws IOException {
        write("a." + form, Archives.archive(form, bytes(Archives.entries(3))));
        List<? extends Split<Document>> splits = plan(1000);
        try (Cursor<Document> cursor = splits.get(0).open(context)) {
            Thread.currentThread().interrupt(); // closes the file under the reader
            assertThatThrownBy(cursor::advance).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(codes()).isEmpty();
    }

    @Test
    void cancelledTaskStopsBeforeTheNextDocument() throws IOException {
        write("a.zip", zip(Archives.entries(3)));
        try (Cursor<Document> cursor = plan(1 << 20).get(0).open(context)) {
            assertThat(cursor.advance()).isTrue();
            context.cancel();
            assertThatThrownBy(cursor::advance).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void archiveIsKnownByItsContent() throws IOException {
        write("a.zip", zip(Map.of("a.xml", "<a/>")));
        write("b.xml", "<b/>");
        List<Archive> before = offered();
        assertThat(offered()).isEqualTo(before);
        assertThat(before).extracting(Archive::path).containsExactly("a.zip", "b.xml");
        assertThat(before.get(1).size()).isEqualTo(4);
        assertThat(before.get(1).digest()).isEqualTo("sha256:" + sha256("<b/>"));
        write("a.zip", zip(Map.of("a.xml", "<b/>")));
        write("b.xml", "<c/>");
        List<Archive> after = offered();
        assertThat(after.get(0).size()).isEqualTo(before.get(0).size());
        assertThat(after.get(0).digest()).isNotEqualTo(before.get(0).digest());
        assertThat(after.get(1).digest()).isNotEqualTo(before.get(1).digest());
    }

    private List<Archive> offered() throws IOException {
        TestPlanContext planning = new TestPlanContext();
        ArchiveSource.of(folder).plan(planning);
        return planning.offered();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(text));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bytesReadAreTheBytesOfTheFiles() throws IOException {
        Path zip = write("a.zip", zip(Archives.entries(100)));
        Path gz = write("b.xml.gz", gz(bytes("<a/>")));
        read(plan(300));
        assertThat(context.ledger().bytes("a.zip")).isEqualTo(Files.size(zip));
        assertThat(context.ledger().bytes("b.xml.gz")).isEqualTo(Files.size(gz));
    }

    @Test
    void splitsOfManyFilesShareWhatTheyHaveInCommon() throws IOException {
        for (int i = 0; i < 1000; i++) {
            write("folder-with-a-long-name/" + i + ".xml", "<a/>");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(plan(1000)));
        }
        assertThat(bytes.size() / 1000).isLessThan(150);
    }
}
