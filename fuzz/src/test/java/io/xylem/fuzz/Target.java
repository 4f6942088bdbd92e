package io.xylem.fuzz;

import io.xylem.core.XylemException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What is given arbitrary bytes. Each fails with an {@link AssertionError} if what it reads breaks a promise. */
enum Target {
    SCANNER(new ScannerCheck()),
    ZIP(new ArchiveCheck("a.zip")),
    TAR(new ArchiveCheck("a.tar")),
    SEVEN_Z(new ArchiveCheck("a.7z")),
    COMPRESSED(new ArchiveCheck("a.xml.gz")),
    PIPELINE(new PipelineCheck()),
    MAPPING(new MappingCheck()),
    SCHEMA(new SchemaCheck()),
    INFERENCE(new InferenceCheck());

    private final Check check;

    Target(Check check) {
        this.check = check;
    }

    /** Reads bytes and looks at what comes of it. */
    interface Check {
        void run(byte[] input) throws IOException;

        /** Good inputs to begin with. */
        List<byte[]> seeds() throws IOException;
    }

    /** The folder of its inputs. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<byte[]> seeds() throws IOException {
        return check.seeds();
    }

    /** Reads bytes. A typed error is an answer as good as any, if it says something. */
    void run(byte[] input) throws IOException {
        try {
            check.run(input);
        } catch (XylemException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("an error that says nothing", e);
            }
        }
    }
}
