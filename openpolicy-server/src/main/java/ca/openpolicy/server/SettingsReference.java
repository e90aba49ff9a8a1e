// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.util.List;

/** Writes the reference of all settings. */
public final class SettingsReference {
    private static final String HEAD = """
            # Configuration

            Each setting has a name for files and one for the environment; `--set name=value` sets it on the command line.
            The file is named by `--config` and has lines such as `server.port=8080` (Java properties). The environment
            wins over the file, the command line over both. An empty value counts as not given. All faults are reported
            at once, before anything starts; a name that is not in this list is a fault too.

            This page is what the command `config` prints.
            """;

    private SettingsReference() {}

    /**
     * The reference as Markdown.
     *
     * @param declared all settings
     * @return the page
     */
    public static String markdown(List<Setting<?>> declared) {
        StringBuilder page = new StringBuilder(HEAD);
        String group = "";
        for (Setting<?> setting : declared) {
            String found = setting.name().substring(0, setting.name().indexOf('.'));
            if (!found.equals(group)) {
                group = found;
                page.append("\n## ").append(group).append("\n\n");
                page.append("| setting | environment | default | allowed | meaning |\n|---|---|---|---|---|\n");
            }
            page.append(row(setting));
        }
        return page.toString();
    }

    private static String row(Setting<?> setting) {
        String fallback = setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`";
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(setting.name(), setting.variable(), fallback, setting.allowed(), setting.meaning());
    }
}
