// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * An engine that is a JVM, child of this process.
 *
 * @param process the process
 * @param home its data directory
 * @param firstSaid where its part of the output begins
 * @param firstLogged where its part of the log begins
 */
record JavaProcess(Process process, JavaHome home, long firstSaid, long firstLogged) {
    private static final Duration HARD_STOP = Duration.ofSeconds(5);
    private static final List<String> OF_OTHER_JVMS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /**
     * Launches one.
     *
     * @param program what it runs; it is called with the directory, this process's number and the time to stop
     */
    static JavaProcess launch(
            JavaHome home, Class<?> program, int heapMebibytes, Duration stopTimeout, Properties settings) {
        home.prepare();
        home.writeSettings(settings);
        long said = home.output().size();
        long logged = home.log().size();
        List<String> command = command(home, program, heapMebibytes, stopTimeout);
        ProcessBuilder builder = Processes.logging(home.output().path(), Processes.inOwnSession(command));
        builder.environment().keySet().removeAll(OF_OTHER_JVMS);
        builder.environment().put("CLASSPATH", Library.classPath());
        try {
            return new JavaProcess(builder.start(), home, said, logged);
        } catch (IOException refused) {
            throw new EmbeddedEngineException(Reason.ENGINE_FAILED, "cannot start Java (" + refused + ")", refused);
        }
    }

    /** Short, and the class path not in it, so that the process is known again by its arguments. */
    private static List<String> command(JavaHome home, Class<?> program, int heapMebibytes, Duration stopTimeout) {
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
                "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n",
                program.getName(),
                home.directory().toString(),
                Long.toString(ProcessHandle.current().pid()),
                stopTimeout.toString());
    }

    /** True when it takes connections, false when it died or the time is over. */
    boolean awaitReady(Duration limit) {
        Processes.await(() -> !process.isAlive() || home.isReady(process.pid()), limit);
        return process.isAlive() && home.isReady(process.pid());
    }

    /** What it said and logged since its start. */
    String said() {
        return (home.output().since(firstSaid) + "\n" + home.log().since(firstLogged)).strip();
    }

    /** As by a cut of the power. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(process.toHandle(), home.engine());
    }

    void stop(Duration orderly) {
        stop(process.toHandle(), home.engine(), orderly);
    }

    private static void stop(ProcessHandle living, String engine, Duration orderly) {
        living.destroy();
        if (!Processes.await(() -> !living.isAlive(), orderly)) {
            living.destroyForcibly();
            awaitEnd(living, engine);
        }
    }

    private static void awaitEnd(ProcessHandle living, String engine) {
        if (!Processes.await(() -> !living.isAlive(), HARD_STOP)) {
            throw new EmbeddedEngineException(
                    Reason.ENGINE_FAILED, "process " + living.pid() + " of " + engine + " cannot be stopped");
        }
    }

    /**
     * Stops the engine that an earlier process left on this directory; it is about to end anyway, unless it hangs. Only
     * the owner of the directory may call this.
     *
     * @return the number of the process, if there was any
     */
    static OptionalLong stopOrphan(JavaHome home, Class<?> program, Duration orderly) {
        List<ProcessHandle> living = runningOn(home.directory(), program);
        living.forEach(each -> stop(each, home.engine(), orderly));
        return living.stream().mapToLong(ProcessHandle::pid).findFirst();
    }

    /** The engines that work on a directory, whoever started them. */
    static List<ProcessHandle> runningOn(Path directory, Class<?> program) {
        return Processes.startedWith(List.of(program.getName(), directory.toString()));
    }
}
