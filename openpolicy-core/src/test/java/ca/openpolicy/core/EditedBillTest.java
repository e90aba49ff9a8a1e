// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditedBillTest {
    private static final List<BillField> FIELDS = List.of(BillField.values());
    private static final List<BillType> TYPES = List.of(BillType.values());
    private static final List<BillStatus> STATUSES = List.of(BillStatus.values());
    private static final BillKey KEY = BillKey.parse("ca/44-1/C-11");
    private static final Text NATIVE = Text.of("At second reading", "\u00c0 la deuxi\u00e8me lecture");

    private final Bill source = variant(1).with(BillStatus.HOUSE_SECOND_READING, NATIVE);

    @Test
    void an_edit_marks_what_was_written_and_nothing_else() {
        Bill edited = EditedBill.unedited(source)
                .edited(source.with(Text.english("By hand")))
                .bill();

        assertThat(edited.overrides()).containsExactly(BillField.TITLE);
        assertThat(edited.title()).isEqualTo(Text.english("By hand"));
        assertThat(edited.with(source.title()).with(Set.of())).isEqualTo(source);
    }

    @Test
    void a_status_by_hand_has_no_native_text_until_it_is_given_back() {
        EditedBill edited = EditedBill.unedited(source).edited(source.with(BillStatus.DEFEATED));
        Bill news = variant(1).with(BillStatus.HOUSE_COMMITTEE, Text.english("In committee"));

        assertThat(edited.bill().statusText()).isEqualTo(Text.NONE);
        assertThat(edited.imported(news).bill().statusText()).isEqualTo(Text.NONE);
        assertThat(edited.imported(news).bill().status()).isEqualTo(BillStatus.DEFEATED);
        assertThat(edited.imported(news).cleared(Set.of(BillField.STATUS)).bill())
                .isEqualTo(news);
        assertThat(edited.edited(source).bill()).isEqualTo(source);
    }

    @Test
    void a_person_writes_nothing_but_the_fields() {
        Bill wanted = new Bill(
                KEY,
                source.title(),
                source.shortTitle(),
                source.type(),
                Optional.of(Chamber.SENATE),
                source.status(),
                Text.english("By hand"),
                source.sponsor(),
                source.introduced(),
                Optional.of(new LastEvent(LocalDate.EPOCH, Text.NONE)),
                List.of(),
                List.of(new Identifier("hand", "1")),
                Revision.NONE);

        assertThat(EditedBill.unedited(source).edited(wanted).bill()).isEqualTo(source);
    }

    @Test
    void what_a_person_creates_stays_beside_what_an_import_adds() {
        Bill written = Bill.stub(KEY).with(Text.english("By hand"));
        EditedBill created = EditedBill.written(written);

        assertThat(created.bill().overrides()).containsExactly(BillField.TITLE);
        assertThat(created.imported(source).bill().with(Set.of())).isEqualTo(source.with(written.title()));
        assertThat(created.imported(source).cleared(Set.of(BillField.TITLE)).bill())
                .isEqualTo(source);
        assertThatExceptionOfType(InvalidDraftException.class)
                .isThrownBy(() -> created.cleared(Set.of(BillField.TITLE)));
    }

    /** Against a plain model: per field what the sources say, and what a person wrote unless it was given back. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_sequence_of_steps_shows_what_was_written_last_by_whoever_has_the_say(long seed) {
        Random random = new Random(seed);
        EditedBill bill = EditedBill.unedited(variant(0));
        int said = 0;
        Map<BillField, Integer> written = new EnumMap<>(BillField.class);
        for (int step = 0; step < 500; step++) {
            BillField field = FIELDS.get(random.nextInt(FIELDS.size()));
            int variant = random.nextInt(3);
            switch (random.nextInt(4)) {
                case 0 -> {
                    bill = bill.edited(field.copy(variant(variant), bill.bill()));
                    write(field, variant, said, written);
                }
                case 1 -> {
                    bill = bill.imported(variant(variant));
                    said = variant;
                }
                case 2 -> {
                    bill = bill.cleared(EnumSet.of(field));
                    written.remove(field);
                }
                default -> bill = bill.edited(bill.bill());
            }
            assertThat(bill.bill().overrides()).isEqualTo(written.keySet());
            assertShows(bill.bill(), said, written);
            assertShows(bill.said(), said, Map.of());
        }
    }

    private static void write(BillField field, int variant, int said, Map<BillField, Integer> written) {
        int shown = written.getOrDefault(field, said);
        if (variant == said && variant != shown) {
            written.remove(field);
        } else if (variant != shown) {
            written.put(field, variant);
        }
    }

    private static void assertShows(Bill bill, int said, Map<BillField, Integer> written) {
        for (BillField field : BillField.values()) {
            Bill wanted = variant(written.getOrDefault(field, said));
            assertThat(field.same(bill, wanted)).as(field.code()).isTrue();
        }
        assertThat(bill.statusText())
                .isEqualTo(
                        written.containsKey(BillField.STATUS)
                                ? Text.NONE
                                : variant(said).statusText());
    }

    /** Bills that differ in every field. */
    private static Bill variant(int n) {
        return new Bill(
                KEY,
                Text.english("Title " + n),
                n == 0 ? Text.NONE : Text.french("Titre abr\u00e9g\u00e9 " + n),
                n == 0 ? Optional.empty() : Optional.of(TYPES.get(n)),
                Optional.of(Chamber.HOUSE),
                STATUSES.get(n),
                Text.english("Status " + n),
                n == 0 ? Optional.empty() : Optional.of(new Sponsor("Sponsor " + n, Optional.empty())),
                n == 0 ? Optional.empty() : Optional.of(LocalDate.EPOCH.plusDays(n)),
                Optional.empty(),
                List.of(),
                List.of(new Identifier("n", "1")),
                Revision.NONE);
    }
}
