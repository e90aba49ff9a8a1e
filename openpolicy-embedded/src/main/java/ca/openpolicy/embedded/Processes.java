// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts, finds and signals processes. Nothing here is cut short by an interrupt. */
final class Processes {
    private static final File NOTHING = new File("/dev/null");
    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private Processes() {}

    /**
     * A command that PostgreSQL does not refuse: it will not run as root, so root runs it in a user namespace where it
     * has no name. {@code unshare} and {@code setsid} become the program they start, so its number is the child's.
     *
     * @param ownSession whether signals of the terminal are to pass it by
     */
    static ProcessBuilder builder(boolean ownSession, Path log, List<String> program) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of(unshare(), "-U"));
        }
        command.addAll(program);
        ProcessBuilder builder = logging(log, ownSession ? inOwnSession(command) : command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    /** A command without input, whose words all go to the end of a file; it works where that lies. */
    static ProcessBuilder logging(Path log, List<String> command) {
        return new ProcessBuilder(command)
                .directory(log.resolveSibling("").toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** A command that the signals of the terminal pass by, where the system has {@code setsid}. */
    static List<String> inOwnSession(List<String> program) {
        return Stream.concat(tool("setsid").stream(), program.stream()).toList();
    }

    /** The processes that were started with all of these arguments, whoever started them. */
    static List<ProcessHandle> startedWith(List<String> arguments) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(Arrays::asList)
                        .filter(found -> found.containsAll(arguments))
                        .isPresent())
                .toList();
    }

    /** The processes of PostgreSQL that work in a cluster's directory, whoever started them. */
    static List<ProcessHandle> postgresIn(Path cluster) {
        return runningIn(cluster, "postgres");
    }

    /**
     * The processes of a program that work in a directory, whoever started them; where the system does not show where
     * they work, those that were given it as an argument.
     */
    static List<ProcessHandle> runningIn(Path directory, String program) {
        return ProcessHandle.allProcesses()
                .filter(process -> isRunningIn(directory, program, process))
                .toList();
    }

    /** Numbers are used again, so the program and its directory are asked for. */
    private static boolean isRunningIn(Path directory, String program, ProcessHandle process) {
        Path known = PROC.resolve(Long.toString(process.pid()));
        try {
            return Files.readSymbolicLink(known.resolve("cwd")).equals(directory)
                    && isProgram(program, Files.readSymbolicLink(known.resolve("exe")));
        } catch (IOException | RuntimeException noProcOrNotOurs) {
            ProcessHandle.Info info = process.info();
            return info.command()
                            .map(Path::of)
                            .filter(path -> isProgram(program, path))
                            .isPresent()
                    && info.arguments()
                            .filter(arguments -> Arrays.asList(arguments).contains(directory.toString()))
                            .isPresent();
        }
    }

    /** A program whose file is gone is shown with " (deleted)" behind its name. */
    private static boolean isProgram(String name, Path path) {
        return path.endsWith(name) || path.endsWith(name + " (deleted)");
    }

    /** Sends a signal that {@link ProcessHandle} does not know, such as INT or QUIT. */
    static void signal(String name, long process) {
        signal(name, Long.toString(process));
    }

    /** Sends a signal to all of them. */
    static void signal(String name, List<ProcessHandle> processes) {
        String numbers =
                processes.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(" "));
        if (!numbers.isEmpty()) {
            signal(name, numbers);
        }
    }

    private static void signal(String name, String numbers) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + numbers + " 2>/dev/null")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(tooLate -> null)
                    .join();
        } catch (IOException noShell) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "cannot send a signal through /bin/sh", noShell);
        }
    }

    /** Waits until it is true or the time is over, and says which. */
    static boolean await(BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            pause(LOOK_AGAIN);
        }
        return true;
    }

    static void pause(Duration length) {
        new CompletableFuture<Boolean>()
                .completeOnTimeout(true, length.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(PROC.resolve("self"), "unix:uid").equals(0);
        } catch (IOException | RuntimeException notLinux) {
            return System.getProperty("user.name", "").equals("root");
        }
    }

    private static String unshare() {
        return tool("unshare")
                .filter(Processes::isAllowed)
                .orElseThrow(() -> new EmbeddedEngineException(
                        Reason.ENGINE_FAILED,
                        "PostgreSQL refuses to run as root, and no user namespace can be made for it here; run as"
                                + " another user, or install util-linux and allow user namespaces"));
    }

    private static boolean isAllowed(String unshare) {
        try {
            return new ProcessBuilder(unshare, "-U", "true")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException refused) {
            return false;
        }
    }

    private static Optional<String> tool(String name) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
