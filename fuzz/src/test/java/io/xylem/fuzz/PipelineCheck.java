package io.xylem.fuzz;

import io.xylem.arrow.ArrowBatch;
import io.xylem.arrow.ArrowFlattener;
import io.xylem.core.Cursor;
import io.xylem.core.Document;
import io.xylem.xml.XmlShredder;
import io.xylem.xml.mapping.Mapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Bytes, of which the first chooses the mapping, on the whole way to Arrow batches: all memory is given back. */
final class PipelineCheck implements Target.Check {
    private final List<ArrowFlattener<Document>> flatteners =
            List.of(flattener(Mappings.lenient()), flattener(Mappings.strict()), flattener(Mappings.nested()));

    private static ArrowFlattener<Document> flattener(Mapping mapping) {
        return ArrowFlattener.of(XmlShredder.of(mapping));
    }

    @Override
    public void run(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        ArrowFlattener<Document> flattener = flatteners.get(Math.floorMod(input[0], flatteners.size()));
        try (BufferAllocator allocator = new RootAllocator(64 << 20)) {
            Inputs.withFile(
                    "a.bin",
                    Arrays.copyOfRange(input, 1, input.length),
                    file -> Inputs.readAll(file, (documents, task) -> {
                        try (Cursor<ArrowBatch> batches = flattener.flatten(documents, task, allocator)) {
                            while (batches.advance()) {
                                check(batches.current());
                            }
                        }
                    }));
        }
    }

    private static void check(ArrowBatch batch) {
        VectorSchemaRoot root = batch.root();
        root.getFieldVectors().forEach(vector -> {
            if (vector.getValueCount() != root.getRowCount()) {
                throw new AssertionError("a ragged batch: " + vector.getField());
            }
        });
        if (root.getRowCount() == 0) {
            throw new AssertionError("an empty batch");
        }
        root.contentToTSVString();
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> contents = new ArrayList<>(Seeds.archives("a.zip"));
        contents.add(Inputs.utf8(Seeds.FLIGHT));
        contents.add(Inputs.utf8("<!DOCTYPE a [<!ENTITY e 'x'><!ATTLIST a id CDATA '7'>]><a><c><e>&e;</e></c></a>"));
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] content : contents) {
            for (int mapping = 0; mapping < flatteners.size(); mapping++) {
                byte[] seed = new byte[content.length + 1];
                seed[0] = (byte) mapping;
                System.arraycopy(content, 0, seed, 1, content.length);
                seeds.add(seed);
            }
        }
        return seeds;
    }
}
