package io.xylem.examples.flights;

import io.xylem.core.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the generator. */
@Command(
        name = "flight-messages",
        sortOptions = false,
        description = "Writes archives of invented flight messages, the same bytes for the same options.")
public final class FlightMessagesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where to write; created if it does not exist.")
    private Path folder = Path.of("");

    @Option(names = "--documents", paramLabel = "N", description = "How many messages (${DEFAULT-VALUE}).")
    private int documents = FlightMessages.DEFAULT.documents();

    @Option(names = "--archives", paramLabel = "N", description = "How many archives, one a day (${DEFAULT-VALUE}).")
    private int archives = FlightMessages.DEFAULT.archives();

    @Option(names = "--seed", paramLabel = "N", description = "Chooses among worlds (${DEFAULT-VALUE}).")
    private long seed = FlightMessages.DEFAULT.seed();

    @Option(
            names = "--broken",
            paramLabel = "K",
            description = "Damage every K-th message; 0 damages none (${DEFAULT-VALUE}).")
    private int broken = FlightMessages.DEFAULT.broken();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormConverter.class,
            description = "zip or tar.gz (zip).")
    private ArchiveForm form = FlightMessages.DEFAULT.form();

    @Option(names = "--level", paramLabel = "0-9", description = "How hard to compress (${DEFAULT-VALUE}).")
    private int level = FlightMessages.DEFAULT.level();

    @Option(names = "--threads", paramLabel = "N", description = "Archives written at the same time (the processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    private FlightMessagesCommand() {}

    /**
     * Sets nothing: picocli prints the help when it sees the option.
     *
     * @param asked whether the option is there
     */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    void help(boolean asked) {}

    /**
     * Runs the command and ends the JVM with its exit status: 0 done, 2 wrong use, 3 failed.
     *
     * @param arguments options and the folder
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new FlightMessagesCommand())
                .setExecutionExceptionHandler((error, commandLine, parsed) -> {
                    if (error instanceof UsageException) {
                        commandLine.getErr().println("flight-messages: " + error.getMessage());
                        return 2;
                    }
                    if (error instanceof IOException) {
                        commandLine.getErr().println("flight-messages: " + error);
                        return 3;
                    }
                    throw error;
                });
    }

    @Override
    public Integer call() throws IOException {
        FlightMessages messages = new FlightMessages(seed, documents, archives, broken, form, level);
        long started = System.nanoTime();
        List<Path> files = messages.write(folder, threads);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%,d messages in %d archives, %.1f MB, in %.1f s%n",
                    documents, files.size(), bytes / 1e6, (System.nanoTime() - started) / 1e9);
            out.flush();
        }
        return 0;
    }

    private static final class FormConverter implements CommandLine.ITypeConverter<ArchiveForm> {
        @Override
        public ArchiveForm convert(String value) {
            for (ArchiveForm candidate : ArchiveForm.values()) {
                if (candidate.suffix().equals("." + value)) {
                    return candidate;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is neither zip nor tar.gz");
        }
    }
}
