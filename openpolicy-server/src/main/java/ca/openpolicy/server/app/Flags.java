// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.server.Setting;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.Settings.Origin;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes, and the settings that follow from them, a file and the environment. */
final class Flags {
    private static final String PREFIX = "OPENPOLICY_";
    /** What Kubernetes puts into the environment for a service called openpolicy. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("OPENPOLICY(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_.*)?)");

    @Option(names = "--config", paramLabel = "FILE", description = "Reads settings from this file (Java properties).")
    @Nullable
    String config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the embedded PostgreSQL keeps its data; ~/.openpolicy unless given.")
    @Nullable
    String dataDir;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Sets any setting that the command config lists; may be repeated.")
    Map<String, String> set = new LinkedHashMap<>();

    /** Reads all settings; the given ones are those of further options. */
    Settings settings(Map<String, String> given) {
        List<Setting<?>> declared = AppSettings.all();
        Map<String, String> flags = new LinkedHashMap<>(given);
        if (dataDir != null) {
            flags.put(AppSettings.DATA_DIR.name(), dataDir);
        }
        List<Origin> origins = new ArrayList<>();
        if (config != null && !config.isBlank()) {
            origins.add(new Origin(file(Path.of(config)), "in " + config));
        }
        origins.add(environment(declared, System.getenv()));
        origins.add(new Origin(set, "--set %s"));
        origins.add(new Origin(flags, "on the command line"));
        return Settings.read(declared, origins);
    }

    private static Map<String, String> file(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new MisconfiguredException(List.of("the file " + path + " of --config cannot be read"));
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    static Origin environment(List<Setting<?>> declared, Map<String, String> environment) {
        Map<String, Setting<?>> known =
                declared.stream().collect(Collectors.toMap(Setting::variable, Function.identity()));
        Map<String, String> values = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (known.containsKey(variable)) {
                values.put(known.get(variable).name(), value);
            } else if (variable.startsWith(PREFIX)
                    && !SERVICE_LINK.matcher(variable).matches()) {
                values.put(variable, value);
            }
        });
        return new Origin(values, "in the environment");
    }
}
