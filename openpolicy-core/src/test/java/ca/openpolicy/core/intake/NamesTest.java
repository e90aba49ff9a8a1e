// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "Hon. Ann Example,Ann Example",
        "Right Hon. Ann Example,Ann Example",
        "The Right Honourable Ann Example,Ann Example",
        "L'hon. Ann Example,Ann Example",
        "Le très hon. Ann Example,Ann Example",
        "Mr. Ann Example,Ann Example",
        "Sén. Ann Example,Ann Example",
        "Hon. Dr. Ann Example,Ann Example",
        "La Verne Example,La Verne Example",
        "Ann Sen,Ann Sen",
        "Hon.,Hon.",
    })
    void forms_of_address_are_left_out(String name, String plain) {
        assertThat(Names.plain(name)).isEqualTo(plain);
    }

    @Test
    void senators_are_told_by_their_address_alone() {
        assertThat(Names.senator("Sen. Ann Example")).isTrue();
        assertThat(Names.senator("Hon. Sénatrice Ann Example")).isTrue();
        assertThat(Names.senator("Mr. Amartya Sen")).isFalse();
    }
}
