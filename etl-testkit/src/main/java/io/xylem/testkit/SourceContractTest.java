package io.xylem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.xylem.core.Archive;
import io.xylem.core.Cursor;
import io.xylem.core.Limits;
import io.xylem.core.Source;
import io.xylem.core.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Source} and its splits keep to.
 *
 * @param <D> the kind of document
 */
public abstract class SourceContractTest<D> {
    /** For subclasses. */
    protected SourceContractTest() {}

    /**
     * The source to test, over an input with at least one document; the same input each time.
     *
     * @return the source
     * @throws Exception if the input cannot be made
     */
    protected abstract Source<D> source() throws Exception;

    /**
     * A copy of what a document is, to compare: its name and content.
     *
     * @param document the document, borrowed
     * @return something with {@code equals}
     */
    protected abstract Object fingerprint(D document);

    private List<? extends Split<D>> plan() throws Exception {
        return source().plan(new TestPlanContext());
    }

    private List<Object> read(Split<D> split, TestTaskContext context) throws IOException {
        List<Object> documents = new ArrayList<>();
        try (Cursor<D> cursor = split.open(context)) {
            while (cursor.advance()) {
                documents.add(fingerprint(cursor.current()));
            }
        }
        return documents;
    }

    private List<Object> read(List<? extends Split<D>> splits) throws IOException {
        List<Object> documents = new ArrayList<>();
        for (Split<D> split : splits) {
            documents.addAll(read(split, new TestTaskContext()));
        }
        return documents;
    }

    private static List<String> ids(List<? extends Split<?>> splits) {
        List<String> ids = new ArrayList<>();
        splits.forEach(split -> ids.add(split.id() + " " + split.weight()));
        return ids;
    }

    @Test
    void yieldsDocuments() throws Exception {
        assertThat(read(plan())).isNotEmpty();
    }

    @Test
    void planIsStable() throws Exception {
        assertThat(ids(plan())).isEqualTo(ids(plan()));
    }

    @Test
    void splitIdsAreUnique() throws Exception {
        List<String> ids = new ArrayList<>();
        plan().forEach(split -> ids.add(split.id()));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void weightsArePositive() throws Exception {
        assertThat(plan()).allSatisfy(split -> assertThat(split.weight()).isPositive());
    }

    @Test
    void splitCanBeReadAgain() throws Exception {
        for (Split<D> split : plan()) {
            assertThat(read(split, new TestTaskContext())).as(split.id()).isEqualTo(read(split, new TestTaskContext()));
        }
    }

    @Test
    void documentsDoNotDependOnTheWeightOfUnits() throws Exception {
        List<? extends Split<D>> fine = source().plan(new TestPlanContext(Limits.DEFAULT, 1, archive -> true));
        assertThat(read(fine)).isEqualTo(read(plan()));
    }

    @Test
    void everyEntryIsAccountedFor() throws Exception {
        for (Split<D> split : plan()) {
            TestTaskContext context = new TestTaskContext();
            int yielded = read(split, context).size();
            var counts = context.ledger().documents();
            assertThat(counts.discovered())
                    .as("%s: %s", split.id(), context.ledger())
                    .isEqualTo(yielded + counts.quarantined() + counts.skipped());
            assertThat(counts.tabled()).as("a source tables nothing").isZero();
        }
    }

    @Test
    void endOfSplitIsFinal() throws Exception {
        for (Split<D> split : plan()) {
            try (Cursor<D> cursor = split.open(new TestTaskContext())) {
                while (cursor.advance()) {
                    cursor.current();
                }
                assertThat(cursor.advance()).as(split.id()).isFalse();
            }
        }
    }

    @Test
    void currentDocumentStaysUntilAdvance() throws Exception {
        try (Cursor<D> cursor = firstWithDocuments().open(new TestTaskContext())) {
            assertThat(cursor.advance()).isTrue();
            assertThat(fingerprint(cursor.current())).isEqualTo(fingerprint(cursor.current()));
        }
    }

    private Split<D> firstWithDocuments() throws Exception {
        for (Split<D> split : plan()) {
            if (!read(split, new TestTaskContext()).isEmpty()) {
                return split;
            }
        }
        throw new AssertionError("the source yields no document");
    }

    @Test
    void splitCanBeLeftEarlyAndClosedTwice() throws Exception {
        Split<D> split = firstWithDocuments();
        List<Object> all = read(split, new TestTaskContext());
        split.open(new TestTaskContext()).close();
        Cursor<D> cursor = split.open(new TestTaskContext());
        assertThat(cursor.advance()).isTrue();
        cursor.close();
        cursor.close();
        assertThat(read(split, new TestTaskContext())).isEqualTo(all);
    }

    @Test
    void archivesAreOfferedOnceAndInTheSameOrder() throws Exception {
        TestPlanContext first = new TestPlanContext();
        TestPlanContext second = new TestPlanContext();
        source().plan(first);
        source().plan(second);
        assertThat(first.offered()).isEqualTo(second.offered()).doesNotHaveDuplicates();
    }

    @Test
    void leavesOutWhatIsNotAdmitted() throws Exception {
        TestPlanContext all = new TestPlanContext();
        List<Object> documents = read(source().plan(all));
        assumeFalse(all.offered().isEmpty(), "this source has no archives");
        Archive first = all.offered().get(0);
        List<Object> alone = read(source().plan(new TestPlanContext(Limits.DEFAULT, 1 << 20, first::equals)));
        List<Object> rest = read(source().plan(new TestPlanContext(Limits.DEFAULT, 1 << 20, a -> !a.equals(first))));
        alone.addAll(rest);
        assertThat(alone).containsExactlyInAnyOrderElementsOf(documents);
        assertThat(source().plan(new TestPlanContext(Limits.DEFAULT, 1 << 20, a -> false)))
                .isEmpty();
    }

    @Test
    void recipesSurviveSerialization() throws Exception {
        Source<D> source = SerialForm.copy(source());
        List<? extends Split<D>> splits = source.plan(new TestPlanContext());
        assertThat(ids(splits)).isEqualTo(ids(plan()));
        for (Split<D> split : splits) {
            assertThat(read(SerialForm.copy(split), new TestTaskContext()))
                    .as(split.id())
                    .isEqualTo(read(split, new TestTaskContext()));
        }
    }
}
