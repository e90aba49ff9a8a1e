// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillNumberTest {
    @ParameterizedTest
    @CsvSource({
        "C-11,C-11",
        "c11,C-11",
        "C 11,C-11",
        "C.11,C-11",
        "' C-11 ',C-11",
        "C-0011,C-11",
        "C - 11,C-11",
        "C–11,C-11",
        "C‑11,C-11",
        "c-10a,C-10A",
        "Bill C-11,C-11",
        "BILL  c11,C-11",
        "Projet de loi C-11,C-11",
        "projet de loi\u00a0S-203,S-203",
        "S-3,S-3",
        "PR-12,PR-12",
        "C-99999,C-99999"
    })
    void every_usual_spelling_is_read(String spelling, String number) {
        assertThat(BillNumber.parse(spelling)).hasToString(number);
        assertThat(BillNumber.parse(number)).isEqualTo(BillNumber.parse(spelling));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C",
                "11",
                "C-",
                "C-0",
                "C-000",
                "C-100000",
                "C-11AB",
                "C-1-1",
                "ABCDE-1",
                "É-1",
                "C-١",
                "C-11;",
                "Bill",
                "BillC-11x",
                "C\u212A-1",
                "C-11 C-12"
            })
    void other_texts_are_refused(String text) {
        assertThatThrownBy(() -> BillNumber.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_long_text_is_refused_and_cut_in_the_message() {
        assertThatThrownBy(() -> BillNumber.parse("C-" + "0".repeat(100_000) + "1"))
                .isInstanceOf(InvalidValueException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void numbers_are_ordered_as_numbers() {
        assertThat(Stream.of("S-1", "C-10A", "C-2", "C-10", "C-100")
                        .map(BillNumber::parse)
                        .sorted())
                .extracting(BillNumber::toString)
                .containsExactly("C-2", "C-10", "C-10A", "C-100", "S-1");
    }

    @Test
    void parts_of_another_form_are_refused() {
        for (List<Object> parts : List.<List<Object>>of(
                List.of("c", 1, ""),
                List.of("", 1, ""),
                List.of("C", 0, ""),
                List.of("C", 100_000, ""),
                List.of("C", 1, "a"),
                List.of("C", 1, "AB"))) {
            assertThatThrownBy(
                            () -> new BillNumber((String) parts.get(0), (Integer) parts.get(1), (String) parts.get(2)))
                    .isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void each_legislature_has_its_own_numbers() {
        BillNumbers canada = BillNumbers.of(new JurisdictionKey("ca"));
        BillNumbers other = BillNumbers.of(new JurisdictionKey("zz"));

        assertThat(canada.allows(BillNumber.parse("C-9999"))).isTrue();
        assertThat(canada.allows(BillNumber.parse("C-10000"))).isFalse();
        assertThat(canada.allows(BillNumber.parse("PR-1"))).isFalse();
        assertThat(other.allows(BillNumber.parse("PR-10000"))).isTrue();
        assertThatThrownBy(() -> canada.parse("PR-1")).hasMessageContaining("C-11");
        assertThatThrownBy(() -> BillKey.parse("ca/44-1/PR-1")).isInstanceOf(InvalidValueException.class);
    }
}
