package io.xylem.examples.cli;

import io.xylem.core.CancelledException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** Turns archives of XML into a Delta table. */
@Command(
        name = "etl",
        description = "Turns archives of deeply nested XML into flat, typed tables.",
        mixinStandardHelpOptions = true,
        version = "Xylem 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IngestCommand.class,
            PreviewCommand.class,
            InferCommand.class,
            ProfileCommand.class,
            ReplayCommand.class,
            VacuumCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:done and committed, but more documents were refused than allowed, or the ledger does not balance",
            "2:wrong use: an option, a missing path, a wrong mapping, a folder that is not a Delta table",
            "3:failed; nothing of the failing part is committed",
            "130:stopped by a signal (143: by SIGTERM); run the same command again"
        })
public final class Etl {
    private Etl() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        // Delta Kernel writes numbers into file names in the digits of the language.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(run(arguments));
    }

    /**
     * Runs the command.
     *
     * @param arguments the command line
     * @return the exit status
     */
    public static int run(String... arguments) {
        CommandLine command = new CommandLine(new Etl());
        command.setExecutionExceptionHandler((error, failed, parsed) -> explain(error));
        command.setParameterExceptionHandler((error, given) -> {
            System.err.println(Messages.of(error, List.of(arguments)));
            return ExitStatus.WRONG_USE;
        });
        command.registerConverter(Path.class, Etl::path);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUnmatchedOptionsAllowedAsOptionParameters(false);
        if (arguments.length == 0) {
            command.usage(System.err);
            return ExitStatus.WRONG_USE;
        }
        try {
            return command.execute(arguments);
        } catch (Error e) {
            return explain(e);
        }
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the path is empty; '.' is this folder");
        }
        return Path.of(text);
    }

    private static int explain(Throwable error) {
        boolean said = error instanceof CancelledException; // by the handler of the signal
        if (!said) {
            System.err.println("etl: " + Messages.of(error));
        }
        if (!said && System.getenv("ETL_TRACE") != null) {
            error.printStackTrace();
        }
        return ExitStatus.of(error);
    }
}
