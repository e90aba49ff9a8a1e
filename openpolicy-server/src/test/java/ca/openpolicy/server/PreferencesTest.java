// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreferencesTest {
    @Test
    void the_most_exact_range_decides() {
        Preferences preferences = Preferences.of("text/*;q=0.3, text/csv;q=0.7, */*;q=0.1");
        assertThat(preferences.ofMedia("text/csv")).isEqualTo(0.7);
        assertThat(preferences.ofMedia("text/html")).isEqualTo(0.3);
        assertThat(preferences.ofMedia("application/json")).isEqualTo(0.1);
    }

    @Test
    void without_a_header_every_type_is_liked_and_no_encoding_is() {
        assertThat(Preferences.of("").ofMedia("text/csv")).isEqualTo(1);
        assertThat(Preferences.of("").ofCoding("gzip")).isZero();
    }

    @Test
    void what_is_refused_or_makes_no_sense_counts_for_nothing() {
        assertThat(Preferences.of("gzip;q=0, *;q=0.5").ofCoding("gzip")).isZero();
        assertThat(Preferences.of("gzip;q=0, *;q=0.5").ofCoding("br")).isEqualTo(0.5);
        assertThat(Preferences.of("gzip;q=2").ofCoding("gzip")).isZero();
        assertThat(Preferences.of("gzip;q=" + "0".repeat(100_000)).ofCoding("gzip"))
                .isZero();
        assertThat(Preferences.of(",,;;,").ofMedia("text/csv")).isEqualTo(1);
    }
}
