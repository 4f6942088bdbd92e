package io.xylem.examples.cli;

import io.xylem.core.UsageException;
import io.xylem.core.XylemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as people read them. */
final class Messages {
    /** What people call options who know other tools. */
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("--threads", "--parallelism"),
            Map.entry("--workers", "--parallelism"),
            Map.entry("--jobs", "--parallelism"),
            Map.entry("--cores", "--parallelism"),
            Map.entry("--output", "--table"),
            Map.entry("--out", "--table"),
            Map.entry("--target", "--table"),
            Map.entry("--source", "--input"),
            Map.entry("--files", "--input"),
            Map.entry("--archives", "--input"),
            Map.entry("--config", "--mapping"),
            Map.entry("--schema", "--mapping"),
            Map.entry("--quiet", "--no-progress"));

    private Messages() {}

    /** What went wrong and, unless it is the user's own mistake, what lies beneath, each thing said once. */
    static String of(Throwable error) {
        StringBuilder text = new StringBuilder(describe(error));
        Throwable cause = error instanceof UsageException ? null : error.getCause();
        for (; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (text.indexOf(message == null ? describe(cause) : message) < 0) {
                text.append(System.lineSeparator()).append("  because: ").append(describe(cause));
            }
        }
        return text.toString();
    }

    /** What is wrong with the command line, the nearest option if one is unknown, and where to read more. */
    static String of(ParameterException error, List<String> arguments) {
        CommandLine command = error.getCommandLine();
        Set<String> known = command.getCommandSpec().optionsMap().keySet();
        Set<String> commands = command.getSubcommands().keySet();
        String name = command.getCommandSpec().qualifiedName();
        String help = System.lineSeparator() + "See: " + name + " --help";
        if (!commands.isEmpty() && !arguments.get(0).startsWith("-")) {
            return name + ": unknown command '" + arguments.get(0) + "'; commands are " + String.join(", ", commands)
                    + help;
        }
        String text = arguments.stream()
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.split("=", 2)[0])
                .filter(option -> !known.contains(option))
                .findFirst()
                .map(option -> unknown(option, command))
                .orElse(error.getMessage());
        return name + ": " + text + help;
    }

    private static String unknown(String option, CommandLine command) {
        String usual = OTHER_WORDS.get(option);
        List<String> near = usual != null && command.getCommandSpec().findOption(usual) != null
                ? List.of(usual)
                : new UnmatchedArgumentException(command, List.of(option)).getSuggestions();
        return "unknown option " + option + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?");
    }

    private static String describe(Throwable error) {
        String message = error.getMessage();
        if (error instanceof XylemException && message != null) {
            return message;
        }
        return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
