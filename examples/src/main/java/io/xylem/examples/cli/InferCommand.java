package io.xylem.examples.cli;

import io.xylem.xml.draft.MappingDrafter;
import io.xylem.xml.infer.PathProfile;
import io.xylem.xml.infer.Profile;
import io.xylem.xml.xsd.XsdMapping;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drafts a mapping. */
@Command(
        name = "infer",
        description = "Prints a mapping for documents or a schema, to be looked through and edited.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InferCommand implements Callable<Integer> {
    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Option(
            names = "--record",
            paramLabel = "XPATH",
            description =
                    "The elements that are records, such as /m:messages/m:message or //message; the document element"
                            + " by default. A name without prefix may be in any namespace.")
    private @Nullable String record;

    @Override
    public Integer call() throws IOException {
        if (schema.given()) {
            XsdMapping mapping = schema.mapping().doctype(options.doctype);
            if (record != null) {
                mapping.record(record);
            }
            if (!options.inputs.isEmpty()) {
                mapping.documents(options.profile());
            }
            ProfileOptions.print(mapping.draft().yaml());
            return ExitStatus.DONE;
        }
        Profile profile = options.profile();
        MappingDrafter drafter = record == null ? profile.drafter() : profile.drafter(record);
        if (record == null && profile.roots().size() > 1) {
            System.err.println("the documents have different document elements, so the record is /*; choose one with"
                    + " --record: "
                    + profile.roots().stream().map(PathProfile::path).collect(Collectors.joining(" ")));
        }
        ProfileOptions.print(drafter.draft().yaml());
        return ExitStatus.DONE;
    }
}
