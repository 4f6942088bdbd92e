package io.xylem.examples.cli;

import io.xylem.core.XylemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Turns archives of XML into a Delta table. */
@Command(
        name = "etl",
        description = "Turns archives of deeply nested XML into flat, typed tables.",
        mixinStandardHelpOptions = true,
        version = "Xylem 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {IngestCommand.class, PreviewCommand.class, InferCommand.class, ProfileCommand.class},
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
        command.setExecutionExceptionHandler(Etl::explain);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        if (arguments.length == 0) {
            command.usage(System.err);
            return ExitStatus.WRONG_USE;
        }
        return command.execute(arguments);
    }

    private static int explain(Exception error, CommandLine command, CommandLine.@Nullable ParseResult parsed) {
        System.err.println("etl: " + message(error));
        if (!(error instanceof XylemException) && System.getenv("ETL_TRACE") != null) {
            error.printStackTrace();
        }
        return ExitStatus.of(error);
    }

    private static String message(Throwable error) {
        StringBuilder text = new StringBuilder(describe(error));
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            String more = describe(cause);
            if (text.indexOf(more) < 0) {
                text.append(System.lineSeparator()).append("  because: ").append(more);
            }
        }
        return text.toString();
    }

    private static String describe(Throwable error) {
        String message = error.getMessage();
        if (error instanceof XylemException && message != null) {
            return message;
        }
        return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
