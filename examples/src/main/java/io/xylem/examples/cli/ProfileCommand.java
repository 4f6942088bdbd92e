package io.xylem.examples.cli;

import io.xylem.xml.infer.Profile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what documents look like. */
@Command(
        name = "profile",
        description = "Prints every path of documents with counts, cardinality, type and examples.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Profile profile = options.profile();
        ProfileOptions.print(json ? profile.toJson() : profile.toText());
        return ExitStatus.DONE;
    }
}
