// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.server.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Imports a folder, a file, or pages of the Parliament of Canada's sites.")
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private Flags flags = new Flags();

    @Parameters(paramLabel = "DIR|URL", description = "What to import.")
    private String from = "";

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        Source source = Sources.named(from, settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.open(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            Archive archive = teardown.add(Teardown.Layer.ARCHIVE, databases.patientArchive(Ambient.system()));
            databases.closeAbandoned(archive);
            Run run = Intake.into(archive, ImportSettings.intake(settings), Ambient.system())
                    .run(source, Terminal.progress());
            System.out.println(Summary.of(run));
            Summary.rejections(archive, run, System.out);
            return exitCode(run);
        } finally {
            Sources.close(source);
        }
    }

    private static int exitCode(Run run) {
        return switch (run.state()) {
            case SUCCEEDED -> ExitCode.OK;
            case SUCCEEDED_WITH_REJECTIONS -> ExitCode.REJECTED;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case RUNNING, FAILED -> ExitCode.FAILED;
        };
    }
}
