// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Brings the tables of every shard up to date.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private Flags flags = new Flags();

    @Override
    public Integer call() {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases.open(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown)
                    .migrate();
            teardown.started();
            System.out.println("the tables of every shard are up to date");
            return ExitCode.OK;
        }
    }
}
