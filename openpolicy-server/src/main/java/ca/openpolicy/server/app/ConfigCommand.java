// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.SettingsReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints all settings with their defaults, as Markdown.")
final class ConfigCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(SettingsReference.markdown(AppSettings.all()));
        return ExitCode.OK;
    }
}
