// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Session;
import ca.openpolicy.server.Settings;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what the archive holds and how the last imports went.")
final class StatusCommand implements Callable<Integer> {
    private static final int SHOWN_RUNS = 5;

    @Mixin
    private Flags flags = new Flags();

    @Override
    public Integer call() {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            Archive archive = teardown.add(Teardown.Layer.ARCHIVE, databases.archive(Ambient.system()));
            teardown.started();
            databases.check().forEach(each -> System.out.println(each.name() + ": " + each.state()));
            print(archive, System.out);
            return ExitCode.OK;
        }
    }

    private static void print(Archive archive, PrintStream out) {
        archive.catalogue().sessions().forEach(session -> out.println(line(session)));
        archive.runs().find(Filter.all(), PageRequest.first(SHOWN_RUNS)).items().forEach(run -> out.println(line(run)));
    }

    private static String line(Session session) {
        Session.Counts counts = session.counts();
        return "session " + session.key() + ": " + counts.bills() + " bills, " + counts.votes() + " votes, "
                + counts.ballots() + " ballots, " + counts.members() + " members";
    }

    private static String line(Run run) {
        return "run " + run.id() + " of " + run.source() + " at " + run.started() + ": " + Summary.of(run);
    }
}
