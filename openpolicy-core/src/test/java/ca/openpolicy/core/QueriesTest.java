// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    @Test
    void a_reference_is_read_from_an_id_or_a_key() {
        BillKey key = BillKey.parse("ca/44-1/C-11");

        assertThat(Votes.BILL.reader().apply("CA/44-1/c11")).isEqualTo(key.id());
        assertThat(Votes.BILL.reader().apply(key.id().toString())).isEqualTo(key.id());
        assertThatThrownBy(() -> Votes.BILL.reader().apply("C-11")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void flags_numbers_codes_and_dates_are_read() {
        assertThat(Bills.LAW.reader().apply("TRUE")).isTrue();
        assertThat(Bills.LAW.reader().apply("false")).isFalse();
        assertThat(Votes.NUMBER.reader().apply("0928")).isEqualTo(928);
        assertThat(Ballots.CHOICE.reader().apply("Paired")).isEqualTo(Choice.PAIRED);
        assertThat(Bills.INTRODUCED.reader().apply("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(Bills.NUMBER.reader().apply("C-11")).isEqualTo("C-11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2023-02-29", "2024-1-1", "+12345-01-01", "2024-01-01T00:00:00", "today"})
    void other_texts_are_no_dates(String text) {
        assertThatThrownBy(() -> Bills.INTRODUCED.reader().apply(text))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.name()).isEqualTo("introduced"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "tru\u00e9"})
    void other_texts_are_no_flags(String text) {
        assertThatThrownBy(() -> Bills.LAW.reader().apply(text))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        e -> assertThat(e.allowed()).containsExactly("true", "false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", "1234567890", "٤"})
    void other_texts_are_no_numbers(String text) {
        assertThatThrownBy(() -> Votes.NUMBER.reader().apply(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE})
    void a_page_of_another_size_is_refused(int limit) {
        assertThatThrownBy(() -> PageRequest.first(limit)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_page_request_keeps_what_it_is_not_told_to_change() {
        Cursor cursor = new Cursor("x");
        Sort<Bill> sort = new Sort<>(Bills.INTRODUCED, true);
        PageRequest<Bill> request = PageRequest.<Bill>first(500).by(sort).at(cursor);

        assertThat(request).isEqualTo(new PageRequest<>(500, Optional.of(cursor), Optional.of(sort)));
        assertThat(PageRequest.<Bill>first(1).cursor()).isEmpty();
    }

    @Test
    void a_page_copies_its_items_and_keeps_its_cursors() {
        List<String> items = new ArrayList<>(List.of("a", "bc"));
        Page<String> page = new Page<>(items, Optional.of(new Cursor("n")), Optional.empty());
        items.clear();

        assertThat(page.map(String::length)).isEqualTo(new Page<>(List.of(1, 2), page.next(), page.previous()));
    }

    @Test
    void a_cursor_has_a_length() {
        assertThat(new Cursor("x".repeat(Cursor.MAX_LENGTH)).token()).hasSize(1024);
        assertThatThrownBy(() -> new Cursor("")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Cursor("x".repeat(1025))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_filter_grows_without_changing() {
        Filter<Bill> one = Filter.where(Bills.LAW.is(true));
        Filter<Bill> two = one.and(Bills.STATUS.in(List.of(BillStatus.DEFEATED, BillStatus.UNKNOWN)));

        assertThat(Filter.<Bill>all().conditions()).isEmpty();
        assertThat(one.conditions()).hasSize(1);
        assertThat(two.conditions()).hasSize(2);
        assertThat(two.conditions().getLast().values()).hasSize(2);
    }

    @Test
    void a_condition_wants_a_value() {
        assertThatThrownBy(() -> Bills.STATUS.in(List.of())).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-17T23:45:00Z, 2024-12-17T23:45:00Z",
        "2024-12-17T18:45:00.5-05:00, 2024-12-17T23:45:00.500Z",
    })
    void a_time_is_read_with_its_offset(String text, Instant time) {
        assertThat(Bills.UPDATED_AT.reader().apply(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2024-12-17", "2024-12-17T23:45:00", "+12024-12-17T23:45:00Z", "-2024-12-17T23:45:00Z", "now"
            })
    void what_is_no_time_of_a_usual_year_is_refused(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Bills.UPDATED_AT.reader().apply(text))
                .satisfies(invalid -> assertThat(invalid.name()).isEqualTo("updated_at"));
    }

    @Test
    void a_stored_answer_is_its_bytes_and_no_more_than_it_may_hold() {
        StoredAnswer answer = StoredAnswer.of(200, Map.of("ETag", "a"), new byte[] {1, 2});

        assertThat(answer).isEqualTo(StoredAnswer.of(200, Map.of("ETag", "a"), new byte[] {1, 2}));
        assertThat(answer).hasSameHashCodeAs(StoredAnswer.of(200, Map.of("ETag", "a"), new byte[] {1, 2}));
        assertThat(answer).isNotEqualTo(StoredAnswer.of(200, Map.of("ETag", "a"), new byte[] {1, 3}));
        answer.body()[0] = 9;
        assertThat(answer.body()).containsExactly(1, 2);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> StoredAnswer.of(200, Map.of(), new byte[StoredAnswer.MAX_BODY_BYTES + 1]));
    }
}
