package io.xylem.fuzz;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.RejectCodes;
import io.xylem.core.shred.Shreds;
import io.xylem.testkit.DomOracle;
import io.xylem.testkit.JdkDifferences;
import io.xylem.testkit.TestTaskContext;
import io.xylem.xml.XmlShredder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes as a document: refused exactly when the JDK refuses it, but for the differences that are explained. */
final class ScannerCheck implements Target.Check {
    private final XmlShredder shredder = XmlShredder.of(Mappings.lenient());

    @Override
    public void run(byte[] input) throws IOException {
        String refusal = refusal(input);
        if (RejectCodes.DOCTYPE.equals(refusal)) {
            return;
        }
        boolean wellFormed = DomOracle.wellFormed(input);
        if (wellFormed && refusal != null && !JdkDifferences.explain(input, refusal)) {
            throw new AssertionError("refused with " + refusal + ", but the JDK takes it");
        }
        if (!wellFormed && refusal == null && !JdkDifferences.onlyNamesAreRefused(input)) {
            throw new AssertionError("taken, but the JDK refuses it");
        }
    }

    private @Nullable String refusal(byte[] input) throws IOException {
        TestTaskContext task = new TestTaskContext(List.of()).with(Inputs.LIMITS);
        try (Cursor<Shreds> shreds = shredder.flatten(new OneDocument(input, task), task)) {
            while (shreds.advance()) {
                shreds.current();
            }
        }
        if (!task.ledger().balanced() && task.ledger().rejects().size() > 1) {
            throw new AssertionError("more than one reject of one document: " + task.ledger());
        }
        return task.ledger().rejects().isEmpty()
                ? null
                : task.ledger().rejects().get(0).code();
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(Inputs.utf8(Seeds.FLIGHT), Inputs.utf8("<a><c/></a>"), Inputs.utf8("<!DOCTYPE a []><a/>"));
    }

    /** A document that is not at the beginning of its array. */
    private static final class OneDocument implements Cursor<Document>, Document {
        private static final int MARGIN = 7;
        private final byte[] buffer;
        private final int length;
        private boolean taken;

        OneDocument(byte[] input, TestTaskContext task) {
            length = input.length;
            buffer = new byte[length + 2 * MARGIN];
            java.util.Arrays.fill(buffer, (byte) '<');
            System.arraycopy(input, 0, buffer, MARGIN, length);
            task.ledger().discovered(archive());
        }

        @Override
        public boolean advance() {
            boolean first = !taken;
            taken = true;
            return first;
        }

        @Override
        public Document current() {
            return this;
        }

        @Override
        public String source() {
            return "a.xml";
        }

        @Override
        public String archive() {
            return "a.xml";
        }

        @Override
        public long ordinal() {
            return 0;
        }

        @Override
        public byte[] buffer() {
            return buffer;
        }

        @Override
        public int offset() {
            return MARGIN;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void close() {}
    }
}
