// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.storage.shard.move.Stage;
import ca.openpolicy.verification.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@link Mover} in a JVM of its own, to be killed at a stage. */
final class Moving {
    private static final System.Logger LOG = System.getLogger(Moving.class.getName());

    /** It logs as the tests do. */
    private static final String LOGGING = "java.util.logging.config.file";

    private final Process process;

    private Moving(Process process) {
        this.process = process;
    }

    /** How one ended: killed at a stage, or by itself with its last words. */
    record Ended(Optional<Stage> killedAt, String said) {}

    /** What is done while it waits. */
    interface Meanwhile {
        void at(Stage stage, int batch, int batches) throws Exception;
    }

    static Moving start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.java(
                Mover.class.getName(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + LOGGING + "=" + System.getProperty(LOGGING, "")));
        command.addAll(arguments);
        return new Moving(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets it go on from stage to stage, and kills it at the first that is deadly. */
    Ended until(Set<Stage> deadly, Meanwhile meanwhile) throws Exception {
        try (BufferedReader lines = process.inputReader();
                Writer answers = process.outputWriter()) {
            String line = lines.readLine();
            while (line != null && line.startsWith("stage ")) {
                LOG.log(System.Logger.Level.DEBUG, "{0}", line);
                String[] words = line.split(" ", -1);
                Stage stage = Stage.valueOf(words[1]);
                if (deadly.contains(stage)) {
                    process.destroyForcibly().waitFor();
                    return new Ended(Optional.of(stage), "");
                }
                meanwhile.at(stage, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                answers.write("\n");
                answers.flush();
                line = lines.readLine();
            }
            LOG.log(System.Logger.Level.DEBUG, "{0}", line);
            return new Ended(Optional.empty(), String.valueOf(line));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
