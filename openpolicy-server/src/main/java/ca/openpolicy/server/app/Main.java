// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.server.frame.PortTakenException;
import ca.openpolicy.storage.shard.move.MoveFailedException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program. */
@Command(
        name = "openpolicy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Serves bills, recorded votes and ballots of legislatures.",
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            MigrateCommand.class,
            StatusCommand.class,
            EventsCommand.class,
            TopicsCommand.class,
            SummariesCommand.class,
            CacheCommand.class,
            ShardsCommand.class,
            ConfigCommand.class,
            OpenApiCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "It ends with 0 if all went well, 1 if it could not do what it was called for,",
            "2 if an import rejected something, 130 if it was interrupted."
        })
public final class Main implements Runnable {
    private Main() {}

    /**
     * Runs the program.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", PatientLog.class.getName());
        Logging.begin();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExitCodeExceptionMapper(Main::exitCode)
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::explain);
    }

    /** Without a command, the help is what was wanted. */
    @Override
    public void run() {
        commandLine().usage(System.out);
    }

    private static int exitCode(Throwable failure) {
        return failure instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.FAILED;
    }

    private static int explain(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        switch (failure) {
            case MisconfiguredException e -> e.faults().forEach(fault -> say(line, fault));
            case FailedStartException e -> say(line, e.getMessage());
            case PortTakenException e -> say(line, e.getMessage());
            case UnavailableException e -> say(line, e.getMessage());
            case MoveFailedException e -> say(line, e.getMessage());
            case InvalidValueException e -> say(line, e.getMessage());
            case InterruptedException e -> say(line, "interrupted");
            default -> throw failure;
        }
        return exitCode(failure);
    }

    private static int explain(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        say(line, failure.getMessage());
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.FAILED;
    }

    private static void say(CommandLine line, @Nullable String message) {
        PrintWriter err = line.getErr();
        err.println("openpolicy: " + String.valueOf(message).lines().findFirst().orElse(""));
        err.flush();
    }
}
