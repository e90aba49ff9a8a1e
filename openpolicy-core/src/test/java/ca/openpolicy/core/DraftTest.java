// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftTest {
    private static final int DRAFTS = 3000;
    private static final BillDraft GOOD = BillDraft.of("zz", "44-1", "c11")
            .withTitle("An Act", " Loi ")
            .withShortTitle("Act", null)
            .withType("Government")
            .withStatus("royal_assent")
            .withSponsor("zz/12", "Ann Example")
            .withIntroduced("2024-02-29");
    private static final List<@Nullable String> JURISDICTIONS =
            Arrays.asList("ca", "CA", "zz", "ca-on", "", "c", "ca-", "ca/on", "\u212Aa", "ca\n", null);
    private static final List<@Nullable String> SESSIONS = Arrays.asList(
            "44-1", "044-01", "0-1", "1-0", "44", "44-1 ", "12345-1", "1-1000", "0001-001", "٤-1", "44-1\n", null);
    private static final List<@Nullable String> NUMBERS = Arrays.asList(
            "C-11",
            "c11",
            "Bill S-3",
            "projet de loi C-10a",
            "X-1",
            "C-10000",
            "C-0",
            "C",
            "",
            "C-1\n",
            "C-1ab",
            " C-2 ",
            "\u2003C-2",
            null);
    private static final List<@Nullable String> TYPES =
            Arrays.asList("government", "PRIVATE_MEMBER", "pr\u0131vate_member", "", "law", "government\n", null);
    private static final List<@Nullable String> STATUSES =
            Arrays.asList("unknown", "Royal_Assent", "house", "", "royal_assent ", null);
    private static final List<@Nullable String> TEXTS = Arrays.asList(
            "An Act",
            "",
            " ",
            "\u2003",
            "\u0001",
            "a\u0000",
            "\ud800",
            "😀",
            "line\nline",
            "x".repeat(5000),
            "x".repeat(5001),
            "{evil} ${1+1}",
            "x".repeat(500),
            "x".repeat(501),
            null);
    private static final List<@Nullable String> MEMBERS =
            Arrays.asList("ca/89156", "CA/1", "ca", "ca/", "ca/a/b", "/1", "ca/_1", "ca/a b", "ca/1\n", null);
    private static final List<@Nullable String> DATES = Arrays.asList(
            "2024-02-29",
            "2023-02-29",
            "2024-13-01",
            "",
            "2024-1-1",
            "+12345-01-01",
            "0000-01-01",
            "2024-01-01 ",
            null);

    private ValidatorFactory factory;
    private Validator validator;

    @BeforeAll
    void start() {
        factory = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory();
        validator = factory.getValidator();
    }

    @AfterAll
    void stop() {
        factory.close();
    }

    @Test
    void both_rule_sets_find_the_same_places_in_every_draft() {
        Random random = new Random(20261122);
        int valid = 0;
        for (int i = 0; i < DRAFTS; i++) {
            BillDraft draft = draft(random);
            Set<String> pointers = pointers(draft.check());
            assertThat(violated(draft)).as(draft::toString).isEqualTo(pointers);
            valid += pointers.isEmpty() ? 1 : 0;
            if (pointers.isEmpty()) {
                assertThat(draft.checked().version()).isZero();
            }
        }
        assertThat(valid).isBetween(DRAFTS / 20, DRAFTS * 19 / 20);
    }

    @Test
    void both_rule_sets_find_the_same_places_in_every_patch() {
        Random random = new Random(42);
        int valid = 0;
        for (int i = 0; i < DRAFTS; i++) {
            BillPatch patch = patch(random);
            Set<String> pointers = pointers(patch.check());
            assertThat(violated(patch)).as(patch::toString).isEqualTo(pointers);
            valid += pointers.isEmpty() ? 1 : 0;
        }
        assertThat(valid).isBetween(DRAFTS / 20, DRAFTS * 19 / 20);
    }

    @Test
    void the_constraints_know_every_code() {
        assertThat(codes(DraftRules.TYPE)).isEqualTo(Coded.codes(BillType.class));
        assertThat(codes(DraftRules.STATUS)).isEqualTo(Coded.codes(BillStatus.class));
    }

    @Test
    void a_good_draft_gives_the_bill() {
        Bill bill = GOOD.checked();

        assertThat(bill.key()).isEqualTo(BillKey.parse("zz/44-1/C-11"));
        assertThat(bill.title()).isEqualTo(Text.of("An Act", "Loi"));
        assertThat(bill.shortTitle()).isEqualTo(Text.english("Act"));
        assertThat(bill.type()).contains(BillType.GOVERNMENT);
        assertThat(bill.law()).isTrue();
        assertThat(bill.sponsor())
                .hasValueSatisfying(sponsor -> assertThat(sponsor.member()).contains(MemberKey.parse("zz/12")));
        assertThat(bill.introduced()).contains(LocalDate.of(2024, 2, 29));
    }

    @Test
    void the_number_tells_the_chamber_where_the_legislature_is_known() {
        assertThat(BillDraft.of("ca", "44-1", "S-3")
                        .withTitle("An Act", null)
                        .checked()
                        .chamber())
                .contains(Chamber.SENATE);
        assertThat(GOOD.checked().chamber()).isEmpty();
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_the_fields() {
        BillDraft bad = new BillDraft(
                null,
                "0-0",
                "C-99999",
                "law",
                "odd",
                new TextDraft(null, " "),
                new TextDraft("\u0000", null),
                new SponsorDraft("x", null),
                "soon");

        assertThat(bad.check())
                .extracting(Fault::pointer)
                .containsExactly(
                        "/jurisdiction",
                        "/session",
                        "/type",
                        "/status",
                        "/short_title/en",
                        "/sponsor/key",
                        "/sponsor/name",
                        "/introduced",
                        "/title");
        assertThatThrownBy(bad::checked)
                .isInstanceOfSatisfying(
                        InvalidDraftException.class, e -> assertThat(e.faults()).isEqualTo(bad.check()));
    }

    @Test
    void the_legislature_decides_which_numbers_there_are() {
        assertThat(pointers(GOOD.withTitle("a", "b").check())).isEmpty();
        assertThat(BillDraft.of("ca", "44-1", "X-1").withTitle("a", "b").check())
                .containsExactly(new Fault("/number", "must be a bill number such as C-11"));
    }

    @Test
    void an_empty_patch_changes_nothing() {
        Bill bill = GOOD.checked();

        assertThat(BillPatch.NONE.applyTo(bill)).isEqualTo(bill);
    }

    @Test
    void a_patch_changes_what_is_written_takes_what_is_removed_and_leaves_the_rest() {
        Bill bill = GOOD.checked().with(new Revision(3, java.time.Instant.EPOCH, java.time.Instant.EPOCH));

        Bill changed = BillPatch.NONE
                .withTitle(null, "Loi 2")
                .withStatus("defeated")
                .without(BillPatch.Part.SHORT_TITLE_EN)
                .without(BillPatch.Part.SPONSOR)
                .applyTo(bill);

        assertThat(changed.title()).isEqualTo(Text.of("An Act", "Loi 2"));
        assertThat(changed.status()).isEqualTo(BillStatus.DEFEATED);
        assertThat(changed.shortTitle()).isEqualTo(Text.NONE);
        assertThat(changed.sponsor()).isEmpty();
        assertThat(changed.introduced()).isEqualTo(bill.introduced());
        assertThat(changed.type()).isEqualTo(bill.type());
        assertThat(changed.revision()).isEqualTo(bill.revision());
    }

    @Test
    void each_value_can_be_written_by_a_patch() {
        Bill bill = GOOD.checked();

        Bill changed = BillPatch.NONE
                .withType("senate_public")
                .withShortTitle(null, "Loi courte")
                .withSponsor(null, "Bo Sample")
                .withIntroduced("2025-01-02")
                .applyTo(bill);

        assertThat(changed.type()).contains(BillType.SENATE_PUBLIC);
        assertThat(changed.shortTitle()).isEqualTo(Text.of("Act", "Loi courte"));
        assertThat(changed.sponsor())
                .hasValueSatisfying(who -> assertThat(who.member()).isEmpty());
        assertThat(changed.introduced()).contains(LocalDate.of(2025, 1, 2));
    }

    @Test
    void the_native_text_of_a_status_goes_with_the_status() {
        Bill bill = GOOD.checked();
        Bill worded = new Bill(
                bill.key(),
                bill.title(),
                bill.shortTitle(),
                bill.type(),
                bill.chamber(),
                bill.status(),
                Text.english("Royal assent received"),
                bill.sponsor(),
                bill.introduced(),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.revision());

        assertThat(BillPatch.NONE.withStatus("royal_assent").applyTo(worded)).isEqualTo(worded);
        assertThat(BillPatch.NONE.withStatus("defeated").applyTo(worded).statusText())
                .isEqualTo(Text.NONE);
    }

    @Test
    void a_patch_that_leaves_no_title_is_refused() {
        BillPatch patch = BillPatch.NONE.without(BillPatch.Part.TITLE_EN).without(BillPatch.Part.TITLE_FR);

        assertThat(patch.check()).isEmpty();
        assertThatThrownBy(() -> patch.applyTo(GOOD.checked()))
                .isInstanceOfSatisfying(
                        InvalidDraftException.class,
                        e -> assertThat(pointers(e.faults())).containsExactly("/title"));
    }

    @Test
    void what_is_both_written_and_removed_is_refused() {
        BillPatch patch = BillPatch.NONE.withTitle("a", null).without(BillPatch.Part.TITLE_EN);

        assertThat(patch.check()).containsExactly(new Fault("/title/en", "is both written and removed"));
    }

    private Set<String> violated(Object draft) {
        return validator.validate(draft).stream()
                .map(ConstraintViolation::getPropertyPath)
                .map(path -> "/" + path.toString().replace('.', '/').replace("shortTitle", "short_title"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> pointers(List<Fault> faults) {
        return faults.stream().map(Fault::pointer).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> codes(String regexp) {
        return List.of(regexp.substring("(?i)".length()).split("\\|"));
    }

    /** A good draft with a few values replaced by odd ones. */
    private static BillDraft draft(Random random) {
        return new BillDraft(
                some(random, "zz", JURISDICTIONS),
                some(random, "44-1", SESSIONS),
                some(random, "C-11", NUMBERS),
                some(random, "government", TYPES),
                some(random, "unknown", STATUSES),
                random.nextInt(9) == 0 ? null : text(random),
                random.nextInt(3) == 0 ? null : text(random),
                sponsor(random),
                some(random, "2024-02-29", DATES));
    }

    private static BillPatch patch(Random random) {
        Set<BillPatch.Part> removed = EnumSet.noneOf(BillPatch.Part.class);
        new ArrayList<>(EnumSet.allOf(BillPatch.Part.class))
                .stream().filter(part -> random.nextInt(12) == 0).forEach(removed::add);
        return new BillPatch(
                some(random, "government", TYPES),
                some(random, "unknown", STATUSES),
                random.nextInt(3) == 0 ? null : text(random),
                random.nextInt(3) == 0 ? null : text(random),
                sponsor(random),
                some(random, "2024-02-29", DATES),
                removed);
    }

    private static TextDraft text(Random random) {
        return new TextDraft(some(random, "An Act", TEXTS), some(random, "Loi", TEXTS));
    }

    private static @Nullable SponsorDraft sponsor(Random random) {
        return random.nextInt(3) == 0
                ? null
                : new SponsorDraft(some(random, "ca/89156", MEMBERS), some(random, "Ann Example", TEXTS));
    }

    private static @Nullable String some(Random random, String good, List<@Nullable String> odd) {
        return random.nextInt(8) > 0 ? good : odd.get(random.nextInt(odd.size()));
    }
}
