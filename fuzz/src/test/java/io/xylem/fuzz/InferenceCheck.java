package io.xylem.fuzz;

import io.xylem.xml.ArchiveSource;
import io.xylem.xml.infer.DocumentProfiler;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.mapping.Doctype;
import java.io.IOException;
import java.util.List;

/** Bytes as a document to infer a mapping from: an error, or a draft of a mapping that can be read. */
final class InferenceCheck implements Target.Check {
    @Override
    public void run(byte[] input) throws IOException {
        Inputs.withFile("a.xml", input, file -> {
            Profile profile = DocumentProfiler.of(ArchiveSource.of(file))
                    .threads(1)
                    .limits(Inputs.LIMITS)
                    .doctype(Doctype.INTERNAL)
                    .maxPaths(500)
                    .run();
            profile.toText();
            profile.toJson();
            MappingCheck.same(profile.drafter().draft().mapping());
        });
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Inputs.utf8(Seeds.FLIGHT),
                Inputs.utf8("<r><s><t>1</t><u v='2024-01-01'/></s><s><t>x</t></s><s i:nil='true' xmlns:i="
                        + "'http://www.w3.org/2001/XMLSchema-instance'/></r>"));
    }
}
