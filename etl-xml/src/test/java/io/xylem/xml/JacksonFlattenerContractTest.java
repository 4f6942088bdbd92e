package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Flattener;
import io.xylem.core.shred.Shreds;
import io.xylem.testkit.FlattenerContractTest;
import io.xylem.xml.bind.JacksonFlattener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class JacksonFlattenerContractTest extends FlattenerContractTest<Document, Shreds> {
    private static final int DOCUMENTS = 200;

    record Item(int id, List<String> b) {}

    @Override
    protected Flattener<Document, Shreds> flattener() {
        return JacksonFlattener.of(Item.class)
                .record("/a/r")
                .column("id", "int")
                .column("b", "string", column -> column.repeated())
                .rows((item, rows) -> {
                    rows.add(item.id(), item.b());
                    rows.add(-item.id(), null);
                });
    }

    @Override
    protected Cursor<Document> input() {
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String end = i % 10 == 9 ? "" : "</a>";
            String id = i % 10 == 8 ? "eight" : "" + i;
            documents.add(("<a><r id='" + i + "'><b>x</b></r><r id='" + id + "'><b>x</b><b>&amp;</b></r>" + end)
                    .getBytes(StandardCharsets.UTF_8));
        }
        return MemoryDocument.cursor(documents);
    }

    @Override
    protected Object fingerprint(Shreds shreds) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shreds.documents(); i++) {
            text.append(shreds.source(i)).append('\n').append(Shredded.dump(shreds, i));
        }
        return text.toString();
    }

    @Override
    protected long documents() {
        return DOCUMENTS;
    }

    @Override
    protected boolean tables() {
        return false;
    }
}
