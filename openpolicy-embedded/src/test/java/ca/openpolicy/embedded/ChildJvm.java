// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Java program of the tests in a process of its own, which says what it has to say in lines. */
record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {
    static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), main, arguments);
    }

    static ChildJvm start(List<String> before, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(main, arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ChildJvm(process, process.inputReader());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> command(Class<?> main, String... arguments) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        return Stream.concat(java, Stream.of(arguments)).toList();
    }

    /** The next line; fails at the end of the output. */
    String says() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the child has ended with status "
                        + process.onExit().join().exitValue());
            }
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long saysNumber() {
        return Long.parseLong(says());
    }

    void killHard() {
        process.destroyForcibly().onExit().join();
    }

    int ended() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        killHard();
    }
}
