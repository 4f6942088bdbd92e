package io.xylem.xml;

import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.core.Flattener;
import io.xylem.core.shred.Shreds;
import io.xylem.testkit.FlattenerContractTest;
import io.xylem.xml.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class XmlShredderContractTest extends FlattenerContractTest<Document, Shreds> {
    private static final int DOCUMENTS = 200;

    @Override
    protected Flattener<Document, Shreds> flattener() {
        return XmlShredder.of(Mapping.builder()
                .record("/a/r")
                .column("id", "@id", "int")
                .column("head", "/a/h", "string")
                .group("g", "b", group -> group.column("v", ".", "string"))
                .build());
    }

    @Override
    protected Cursor<Document> input() {
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String end = i % 10 == 9 ? "" : "</a>";
            documents.add(("<a><h>" + i + "</h><r id='" + i + "'><b>x</b><b>&amp;</b></r>" + end)
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
