// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.postgres.Snapshots;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells every bill, vote and member as it is, for a log that began later than the archive.",
            "It goes on where it was cut off; also beside a server that runs."
        })
final class SnapshotCommand implements Callable<Integer> {
    @Mixin
    private Flags flags = new Flags();

    @Option(names = "--again", description = "Tells all once more if that was done before.")
    private boolean again;

    @Option(
            names = "--page",
            paramLabel = "COUNT",
            defaultValue = "500",
            description = "How many are told in one transaction, 1 to 10000; 500 unless given.")
    private int page;

    @Override
    public Integer call() throws InterruptedException {
        if (page < 1 || page > Snapshots.MAX_PAGE) {
            throw InvalidValueException.of("--page", Integer.toString(page), "1 to " + Snapshots.MAX_PAGE);
        }
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            Snapshots snapshots = teardown.add(Teardown.Layer.ARCHIVE, databases.snapshots(Ambient.system()));
            teardown.started();
            long told = again ? snapshots.tellAgain(page) : snapshots.tell(page);
            System.out.println(told == 0 ? "all was told before; --again tells it once more" : told + " told");
            return ExitCode.OK;
        }
    }
}
