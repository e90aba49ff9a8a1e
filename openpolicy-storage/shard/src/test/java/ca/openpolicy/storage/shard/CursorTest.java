// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Cursor;
import ca.openpolicy.core.InvalidValueException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final CursorCodec CODEC = new CursorCodec(CursorKey.random(new SplittableRandom(1)));
    private static final List<SortKey> ORDER = List.of(
            SortKey.descending("day", SortKey.Kind.DATE).orNull(),
            SortKey.ascending("title", SortKey.Kind.TEXT),
            SortKey.ascending("id", SortKey.Kind.LONG));
    private static final KeysetQuery<String> QUERY = query("x", "t", "a = ?", List.of(1L), ORDER);
    private static final Position POSITION = new Position(
            List.of(Optional.of(LocalDate.of(2021, 11, 22)), Optional.of("Loi n° 1 \uD83C\uDF41"), Optional.of(7L)),
            false,
            false);

    @Test
    void a_cursor_reads_back_as_the_position_that_it_was_made_of() {
        List<SortKey> all = List.of(
                SortKey.ascending("a", SortKey.Kind.INT),
                SortKey.ascending("b", SortKey.Kind.BOOLEAN),
                SortKey.ascending("c", SortKey.Kind.INSTANT),
                SortKey.ascending("d", SortKey.Kind.TEXT).orNull(),
                SortKey.ascending("e", SortKey.Kind.LONG));
        List<Optional<Object>> values = List.of(
                Optional.of(-1),
                Optional.of(true),
                Optional.of(Instant.parse("2020-02-29T23:59:59.999999Z")),
                Optional.empty(),
                Optional.of(Long.MAX_VALUE));
        KeysetQuery<String> query = query("x", "t", "", List.of(), all);

        for (boolean backward : new boolean[] {true, false}) {
            Position position = new Position(values, backward, !backward);
            assertThat(CODEC.decode(query, CODEC.encode(query, position))).isEqualTo(position);
        }
        assertThat(CODEC.decode(QUERY, CODEC.encode(QUERY, POSITION))).isEqualTo(POSITION);
    }

    @Test
    void a_cursor_is_short_and_fit_for_a_link() {
        assertThat(CODEC.encode(QUERY, POSITION).token()).matches("[A-Za-z0-9_-]{20,100}");
    }

    /** Of three lengths, since in two of three the last character has bits that no byte needs. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "abc"})
    void any_changed_character_is_noticed(String title) {
        Position position = new Position(List.of(Optional.empty(), Optional.of(title), Optional.of(7L)), false, false);
        String token = CODEC.encode(QUERY, position).token();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < token.length(); i++) {
            for (int c = 0; c < alphabet.length(); c++) {
                char other = alphabet.charAt(c);
                if (other != token.charAt(i)) {
                    assertRefused(token.substring(0, i) + other + token.substring(i + 1), "not a cursor");
                }
            }
        }
    }

    @Test
    void garbage_is_refused_whatever_it_is() {
        String token = CODEC.encode(QUERY, POSITION).token();
        List.of(
                        "x",
                        "AAAA",
                        "é",
                        " ",
                        token + "=",
                        token + "A",
                        token.substring(1),
                        token + token,
                        "%00",
                        "A".repeat(1024))
                .forEach(garbage -> assertRefused(garbage, "not a cursor"));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder garbage = new StringBuilder();
            int length = 1 + random.nextInt(200);
            for (int c = 0; c < length; c++) {
                garbage.append((char) (32 + random.nextInt(95)));
            }
            assertRefused(garbage.toString(), "not a cursor");
        }
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        Cursor cursor = CODEC.encode(QUERY, POSITION);
        List<SortKey> turned =
                List.of(SortKey.ascending("day", SortKey.Kind.DATE).orNull(), ORDER.get(1), ORDER.get(2));
        List.of(
                        query("y", "t", "a = ?", List.of(1L), ORDER),
                        query("x", "u", "a = ?", List.of(1L), ORDER),
                        query("x", "t", "b = ?", List.of(1L), ORDER),
                        query("x", "t", "a = ?", List.of(2L), ORDER),
                        query("x", "t", "a = ?", List.of(1), ORDER),
                        query("x", "t", "a = ?", List.of("1"), ORDER),
                        query("x", "t", "a = ?", List.of(List.of(1L)), ORDER),
                        query("x", "t", "a = ?", List.of(1L, List.of()), ORDER),
                        query("x", "t", "a = ?", List.of(1L), turned))
                .forEach(other -> assertThatThrownBy(() -> CODEC.decode(other, cursor))
                        .isInstanceOfSatisfying(
                                InvalidValueException.class,
                                e -> assertThat(e.name()).isEqualTo("cursor"))
                        .hasMessageContaining("another query"));
    }

    @Test
    void a_cursor_under_another_key_is_refused() {
        CursorCodec other = new CursorCodec(CursorKey.random(new SplittableRandom(2)));

        assertThatThrownBy(() -> other.decode(QUERY, CODEC.encode(QUERY, POSITION)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void sort_values_that_do_not_fit_say_what_to_do() {
        for (int length : new int[] {760, 5_000, 100_000}) {
            Position position = new Position(
                    List.of(Optional.empty(), Optional.of("x".repeat(length)), Optional.of(7L)), false, false);
            assertThatThrownBy(() -> CODEC.encode(QUERY, position))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("left(title, 200)");
        }
    }

    @Test
    void text_is_sorted_by_its_bytes_and_not_by_its_chars() {
        KeyOrder order = new KeyOrder(List.of(SortKey.ascending("t", SortKey.Kind.TEXT)), false);

        assertThat(order.compare(List.of(Optional.of("\uFFFD")), List.of(Optional.of("\uD83C\uDF41"))))
                .isNegative();
        assertThat(order.compare(List.of(Optional.of("Z")), List.of(Optional.of("a"))))
                .isNegative();
        assertThat(order.compare(List.of(Optional.empty()), List.of(Optional.of("a"))))
                .isPositive();
    }

    private static void assertRefused(String token, String why) {
        assertThatThrownBy(() -> CODEC.decode(QUERY, new Cursor(token)))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.name()).isEqualTo("cursor"))
                .hasMessageContaining(why);
    }

    private static KeysetQuery<String> query(
            String select, String from, String where, List<Object> parameters, List<SortKey> order) {
        return new KeysetQuery<>(select, from, where, parameters, order, row -> row.getString(1));
    }
}
