// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EntityIdTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "identity.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\w+) \\| `([^`]+)` \\| `(\\w{13})` \\| (\\d+) \\| (\\d+) \\|$");
    private static final Map<String, Function<String, EntityKey>> KEYS = Map.of(
            "jurisdiction", JurisdictionKey::parse,
            "session", SessionKey::parse,
            "party", PartyKey::parse,
            "member", MemberKey::parse,
            "bill", BillKey::parse,
            "vote", VoteKey::parse,
            "ballot", BallotKey::parse);

    @Test
    void the_values_that_the_guide_publishes_are_right() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(GUIDE)).results().toList();

        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(8)
                .extracting(row -> row.group(1))
                .containsAll(KEYS.keySet());
        for (MatchResult row : rows) {
            EntityKey key = Objects.requireNonNull(KEYS.get(row.group(1))).apply(row.group(2));
            assertThat(key.canonical()).isEqualTo(row.group(2));
            assertThat(key.type()).isEqualTo(row.group(1));
            assertThat(key.id()).isEqualTo(EntityId.parse(row.group(3)));
            assertThat(key.id()).hasToString(row.group(3));
            assertThat(key.id().value()).isEqualTo(Long.parseLong(row.group(4)));
            assertThat(key.id().slot()).isEqualTo(Integer.parseInt(row.group(5)));
        }
    }

    @Test
    void a_ballot_has_the_slot_of_its_division() {
        for (int number = 1; number < 500; number++) {
            BallotKey ballot = BallotKey.parse("ca/44-1/house/" + number + "/89156");
            assertThat(ballot.id().slot()).isEqualTo(ballot.vote().id().slot());
        }
    }

    @Test
    void the_text_comes_back_as_the_id_and_keeps_the_order() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            EntityId one = new EntityId(random.nextLong() >>> 1);
            EntityId other = new EntityId(random.nextLong() >>> (1 + random.nextInt(60)));
            assertThat(EntityId.parse(one.toString())).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(EntityId.parse(other.toString().toLowerCase(Locale.ROOT)))
                    .isEqualTo(other);
            assertThat(Integer.signum(one.toString().compareTo(other.toString())))
                    .isEqualTo(Integer.signum(one.compareTo(other)));
        }
    }

    @Test
    void letters_that_resemble_digits_are_read_as_digits() {
        assertThat(EntityId.parse("OoIiLl0000000")).isEqualTo(EntityId.parse("0011110000000"));
    }

    @Test
    void other_texts_are_no_ids() {
        for (String text : List.of(
                "",
                "152F1546R3F1",
                "152F1546R3F1VV",
                "U52F1546R3F1V",
                "852F1546R3F1V",
                "152F1546R3F1 ",
                "152F-546R3F1V",
                "١52F1546R3F1V",
                "ca/44-1/C-111")) {
            assertThat(EntityId.looksLikeId(text)).as(text).isFalse();
            assertThatThrownBy(() -> EntityId.parse(text)).isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void the_ids_of_a_slot_are_a_range() {
        Random random = new Random(2);
        for (int slot : new int[] {0, 1, 8191, EntityId.SLOT_COUNT - 1}) {
            EntityId any = EntityId.random(slot, random);
            assertThat(any.slot()).isEqualTo(slot);
            assertThat(any).isGreaterThanOrEqualTo(EntityId.firstOf(slot));
            assertThat(EntityId.firstOf(slot).slot()).isEqualTo(slot);
        }
        assertThat(EntityId.firstOf(1).value() - 1).isEqualTo((1L << 49) - 1);
        assertThat(new EntityId(Long.MAX_VALUE).slot()).isEqualTo(EntityId.SLOT_COUNT - 1);
    }

    @Test
    void what_is_out_of_range_is_refused() {
        assertThatThrownBy(() -> new EntityId(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntityId.firstOf(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntityId.firstOf(EntityId.SLOT_COUNT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void type_and_key_cannot_be_shifted_into_one_another() {
        assertThat(EntityId.of("bill", "x")).isNotEqualTo(EntityId.of("bil", "lx"));
    }
}
