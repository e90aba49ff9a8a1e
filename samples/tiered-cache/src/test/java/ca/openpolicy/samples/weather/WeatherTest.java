// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeatherTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void a_station_is_asked_when_it_has_something_new_to_say() {
        Weather.run(lines::add);

        assertEquals(
                List.of(
                        "first: Ottawa 21 °C, from load",
                        "again: Ottawa 21 °C, from memory",
                        "another process: Ottawa 21 °C, from redis",
                        "after a change: Ottawa 22 °C, from load"),
                lines);
    }
}
