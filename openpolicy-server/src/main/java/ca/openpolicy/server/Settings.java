// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of all settings, read and checked at once. */
public final class Settings {
    private final Map<String, Object> values;

    /**
     * Some values, as they were given.
     *
     * @param values the text of each, by the setting's name
     * @param label says where a value comes from, for messages; {@code %s} is the setting's name
     */
    public record Origin(Map<String, String> values, String label) {
        /** Copies the map. */
        public Origin {
            values = Map.copyOf(values);
        }
    }

    private record Given(String text, String label) {}

    private Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads the settings; an empty value counts as not given.
     *
     * @param declared all that there are
     * @param origins where values come from; a later one wins
     * @return the values
     * @throws MisconfiguredException if any value is not allowed or belongs to no setting; it lists all faults
     */
    public static Settings read(List<Setting<?>> declared, List<Origin> origins) {
        List<String> faults = new ArrayList<>();
        Map<String, Given> given = given(origins);
        Map<String, Object> values = new HashMap<>();
        for (Setting<?> setting : declared) {
            Given found = given.remove(setting.name());
            read(setting, found == null ? new Given(setting.fallback(), "default") : found, values, faults);
        }
        given.forEach((name, value) -> faults.add("there is no setting " + name + " (" + value.label() + ")"));
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
        return new Settings(values);
    }

    private static Map<String, Given> given(List<Origin> origins) {
        Map<String, Given> given = new LinkedHashMap<>();
        for (Origin origin : origins) {
            origin.values().forEach((name, text) -> {
                if (!text.isBlank()) {
                    given.put(name, new Given(text.strip(), origin.label().formatted(name)));
                }
            });
        }
        return given;
    }

    private static void read(Setting<?> setting, Given given, Map<String, Object> values, List<String> faults) {
        try {
            values.put(setting.name(), setting.reader().apply(given.text()));
        } catch (InvalidValueException e) {
            faults.add(e.getMessage() + " (" + given.label() + ")");
        }
    }

    /**
     * A value.
     *
     * @param setting one of those that were declared
     * @param <T> its type
     * @return the value
     */
    @SuppressWarnings("unchecked") // read() put there what the setting's own reader made
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException("the setting " + setting.name() + " was not declared");
        }
        return (T) value;
    }

    /**
     * A number that fits an {@code int}, as its bounds say.
     *
     * @param setting one of those that were declared
     * @return the value
     */
    public int number(Setting<Long> setting) {
        return Math.toIntExact(get(setting));
    }
}
