// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource({
        "red, 2, 0, YEA",
        "red, 0, 2, NAY",
        "red, 1, 0, FREE",
        "red, 0, 0, FREE",
        "red, 86, 14, YEA",
        "red, 85, 15, FREE",
        "red, 14, 86, NAY",
        "red, 5, 5, FREE",
        "independent, 9, 0, FREE",
        "conservative-independent, 9, 0, FREE",
        "independent-conservative, 9, 0, FREE",
    })
    void a_party_has_the_line_of_its_larger_side(String party, int yea, int nay, PartyLine line) {
        PartyKey key = new PartyKey(new JurisdictionKey("zz"), party);

        assertThat(Rules.line(key, yea, nay)).isEqualTo(line);
    }
}
