// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @Test
    void every_key_comes_back_from_its_canonical_text() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            JurisdictionKey jurisdiction =
                    new JurisdictionKey(List.of("ca", "zz", "ca-on", "us-ca-1a").get(i % 4));
            SessionKey session = new SessionKey(jurisdiction, 1 + random.nextInt(9999), 1 + random.nextInt(999));
            String prefix = random.nextBoolean() ? "C" : "S";
            BillNumber number = new BillNumber(prefix, 1 + random.nextInt(9999), random.nextBoolean() ? "" : "B");
            Chamber chamber = random.nextBoolean() ? Chamber.HOUSE : Chamber.SENATE;
            VoteKey vote = new VoteKey(session, chamber, 1 + random.nextInt(999_999));
            comesBack(jurisdiction, JurisdictionKey::parse);
            comesBack(session, SessionKey::parse);
            comesBack(new BillKey(session, number), BillKey::parse);
            comesBack(vote, VoteKey::parse);
            comesBack(new BallotKey(vote, "p" + random.nextInt()), BallotKey::parse);
            comesBack(new MemberKey(jurisdiction, "p." + random.nextInt(9)), MemberKey::parse);
            comesBack(new PartyKey(jurisdiction, "p-" + random.nextInt(9)), PartyKey::parse);
        }
    }

    @Test
    void letter_case_and_leading_zeros_do_not_matter_except_in_persons() {
        assertThat(BillKey.parse("CA/044-01/c011")).hasToString("ca/44-1/C-11");
        assertThat(VoteKey.parse("CA/44-1/House/0928")).hasToString("ca/44-1/house/928");
        assertThat(PartyKey.parse("CA/Bloc-Quebecois")).hasToString("ca/bloc-quebecois");
        assertThat(MemberKey.parse("CA/aB")).hasToString("ca/aB");
    }

    @Test
    void a_foreign_letter_does_not_become_a_letter_of_a_key() {
        assertThatThrownBy(() -> JurisdictionKey.parse("\u212Ae")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> VoteKey.parse("ca/44-1/hou\u017Fe/1")).isInstanceOf(InvalidValueException.class);
        assertThat(Coded.find(BillType.class, "pr\u0131vate_member")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "can", "ca-", "ca_on", "ca-on-a-b-c", "ca-123456789", "ca\n", "ca/"})
    void other_texts_are_no_jurisdictions(String text) {
        assertThatThrownBy(() -> JurisdictionKey.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ca", "ca/", "ca/44", "ca/0-1", "ca/44-0", "ca/10000-1", "ca/44-1000", "ca/44-1/"})
    void other_texts_are_no_sessions(String text) {
        assertThatThrownBy(() -> SessionKey.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ca/44-1",
                "ca/44-1/house",
                "ca/44-1/928",
                "ca/44-1/lords/1",
                "ca/44-1/house/0",
                "ca/44-1/house/-1",
                "ca/44-1/house/1000000",
                "ca/44-1/house/99999999999",
                "ca/44-1/house/١"
            })
    void other_texts_are_no_votes(String text) {
        assertThatThrownBy(() -> VoteKey.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "89156", "ca/44-1/house/928", "ca/44-1/house/928/", "ca/44-1/house/928/a/b", "/"})
    void other_texts_are_no_ballots(String text) {
        assertThatThrownBy(() -> BallotKey.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ca", "ca/", "ca/_1", "ca/a b", "ca/é", "ca/.", "ca/1/2"})
    void other_texts_are_no_members(String text) {
        assertThatThrownBy(() -> MemberKey.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Conservative,conservative",
        "Bloc Québécois,bloc-quebecois",
        "  Parti  québécois ,parti-quebecois",
        "People's Party,peoples-party",
        "People’s Party,peoples-party",
        "Forces et Démocratie,forces-et-democratie",
        "Québec—Solidaire,quebec-solidaire",
        "Sœurs,soeurs"
    })
    void a_party_is_called_by_the_slug_of_its_name(String name, String slug) {
        PartyKey key = PartyKey.named(new JurisdictionKey("ca"), name);

        assertThat(key.slug()).isEqualTo(slug);
        assertThat(PartyKey.named(key.jurisdiction(), slug)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "—", "党"})
    void a_name_without_letters_of_a_slug_names_no_party(String name) {
        JurisdictionKey jurisdiction = new JurisdictionKey("ca");
        assertThatThrownBy(() -> PartyKey.named(jurisdiction, name)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_key_never_looks_like_an_id() {
        for (String key : List.of("ca/44-1/C-111", "ca/1234567890", "ca-on-1234567", "ca/conservati")) {
            assertThat(key).hasSize(EntityId.TEXT_LENGTH);
            assertThat(EntityId.looksLikeId(key)).isFalse();
        }
    }

    private static <K extends EntityKey> void comesBack(K key, Function<String, K> parse) {
        K again = parse.apply(key.canonical());
        assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).hasToString(key.canonical());
        assertThat(again.id()).isEqualTo(key.id());
    }
}
