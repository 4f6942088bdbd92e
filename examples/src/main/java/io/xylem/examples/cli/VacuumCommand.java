package io.xylem.examples.cli;

import io.xylem.core.UsageException;
import io.xylem.delta.DeltaVacuum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes files that interrupted runs have left. */
@Command(
        name = "vacuum",
        description =
                "Removes files that runs have left in a table and that no version of it needs. Files made by others stay.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VacuumCommand implements Callable<Integer> {
    private static final Pattern RETENTION = Pattern.compile("(\\d{1,6}) ?(d|days?|h|hours?)?");

    @Option(
            names = "--table",
            required = true,
            paramLabel = "DIR",
            description =
                    "The Delta table. Its quarantine, and the tables in it with the layout 'tables', are looked at too.")
    @SuppressWarnings("NullAway.Init")
    private Path table;

    @Option(
            names = "--retention",
            paramLabel = "DAYS|HOURS",
            defaultValue = "7d",
            description = "Files younger than that stay; 7d or 168h (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String retention;

    @Option(names = "--dry-run", description = "Prints what would be removed, and removes nothing.")
    private boolean dry;

    @Override
    public Integer call() throws IOException {
        DeltaVacuum vacuum = DeltaVacuum.of(table).retention(duration(retention));
        Instant now = Clock.systemUTC().instant();
        DeltaVacuum.Result result = dry ? vacuum.find(now) : vacuum.remove(now);
        if (dry) {
            result.orphans().forEach(orphan -> System.out.println(orphan.path()));
        }
        int files = result.orphans().size();
        System.err.printf(
                "%s %s, %,d bytes%n", dry ? "Would remove" : "Removed", Plural.of(files, "file"), result.bytes());
        tell(result.young(), "younger than " + retention + " %s; see --retention");
        tell(result.begun(), "of a run at work, or of an interrupted job, %s; run that again to complete it");
        tell(result.foreign(), "that Xylem did not make %s");
        return ExitStatus.DONE;
    }

    private static void tell(long files, String what) {
        if (files > 0) {
            System.err.println(Plural.of(files, "file") + " " + String.format(what, files == 1 ? "stays" : "stay"));
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = RETENTION.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("--retention " + text + ": not a time; write 7d or 168h");
        }
        long number = Long.parseLong(matcher.group(1));
        @Nullable String unit = matcher.group(2);
        return unit != null && unit.startsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }
}
