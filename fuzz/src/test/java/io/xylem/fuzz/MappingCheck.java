package io.xylem.fuzz;

import io.xylem.xml.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text as a mapping: an error that names the file, or a mapping that survives being written and read. */
final class MappingCheck implements Target.Check {
    @Override
    public void run(byte[] input) {
        same(Mapping.fromYaml("fuzz.yaml", new String(input, StandardCharsets.UTF_8)));
    }

    /** Checks that a mapping is the same once it was written and read. */
    static void same(Mapping mapping) {
        String yaml = mapping.toYaml();
        Mapping again;
        try {
            again = Mapping.fromYaml("written.yaml", yaml);
        } catch (RuntimeException e) {
            throw new AssertionError("what was written cannot be read:\n" + yaml, e);
        }
        if (!again.equals(mapping) || !again.fingerprint().equals(mapping.fingerprint())) {
            throw new AssertionError("not the same mapping once written:\n" + yaml);
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(Inputs.utf8(Mappings.LENIENT), Inputs.utf8("version: 1\ncolumns: [{name: a, path: b}]\n"));
    }
}
