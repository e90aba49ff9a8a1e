// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bill as a caller writes it: raw values, none of them trusted. {@link #check} tells all faults, {@link #checked}
 * gives the bill. The constraints say the same to a Jakarta validator.
 *
 * @param jurisdiction the legislature's code; required
 * @param session such as {@code 44-1}; required
 * @param number in any usual spelling; required
 * @param type a code of {@link BillType}
 * @param status a code of {@link BillStatus}; unknown if null
 * @param title the long title; required in one language at least
 * @param shortTitle the short title
 * @param sponsor who stands behind it
 * @param introduced the day of first reading, such as {@code 2024-12-17}
 */
@SuppressWarnings("MultipleNullnessAnnotations") // a raw value may be null, a valid one may not
@Consistent
public record BillDraft(
        @Nullable @NotNull @Pattern(regexp = DraftRules.JURISDICTION)
        String jurisdiction,

        @Nullable @NotNull @Pattern(regexp = DraftRules.SESSION)
        String session,

        @Nullable @NotNull String number,
        @Nullable @Pattern(regexp = DraftRules.TYPE) String type,
        @Nullable @Pattern(regexp = DraftRules.STATUS) String status,
        @Nullable @NotNull @Valid TextDraft title,
        @Nullable @Valid TextDraft shortTitle,
        @Nullable @Valid SponsorDraft sponsor,
        @Nullable String introduced) {
    /**
     * A draft of which only the key is written yet.
     *
     * @param jurisdiction the legislature's code
     * @param session such as {@code 44-1}
     * @param number in any usual spelling
     * @return the draft; it wants a title
     */
    public static BillDraft of(String jurisdiction, String session, String number) {
        return new BillDraft(jurisdiction, session, number, null, null, null, null, null, null);
    }

    /**
     * The same draft with a long title.
     *
     * @param en the English title; null where there is none
     * @param fr the French title; null where there is none
     * @return the draft
     */
    public BillDraft withTitle(@Nullable String en, @Nullable String fr) {
        TextDraft text = new TextDraft(en, fr);
        return new BillDraft(jurisdiction, session, number, type, status, text, shortTitle, sponsor, introduced);
    }

    /**
     * The same draft with a short title.
     *
     * @param en the English title; null where there is none
     * @param fr the French title; null where there is none
     * @return the draft
     */
    public BillDraft withShortTitle(@Nullable String en, @Nullable String fr) {
        TextDraft text = new TextDraft(en, fr);
        return new BillDraft(jurisdiction, session, number, type, status, title, text, sponsor, introduced);
    }

    /**
     * The same draft with a type.
     *
     * @param code a code of {@link BillType}
     * @return the draft
     */
    public BillDraft withType(String code) {
        return new BillDraft(jurisdiction, session, number, code, status, title, shortTitle, sponsor, introduced);
    }

    /**
     * The same draft with a status.
     *
     * @param code a code of {@link BillStatus}
     * @return the draft
     */
    public BillDraft withStatus(String code) {
        return new BillDraft(jurisdiction, session, number, type, code, title, shortTitle, sponsor, introduced);
    }

    /**
     * The same draft with a sponsor.
     *
     * @param key the member's key; null where it is not known
     * @param name the name
     * @return the draft
     */
    public BillDraft withSponsor(@Nullable String key, String name) {
        SponsorDraft who = new SponsorDraft(key, name);
        return new BillDraft(jurisdiction, session, number, type, status, title, shortTitle, who, introduced);
    }

    /**
     * The same draft with a day of first reading.
     *
     * @param date such as {@code 2024-12-17}
     * @return the draft
     */
    public BillDraft withIntroduced(String date) {
        return new BillDraft(jurisdiction, session, number, type, status, title, shortTitle, sponsor, date);
    }

    /**
     * Tells all that is wrong.
     *
     * @return the faults; none if {@link #checked} gives the bill
     */
    public List<Fault> check() {
        DraftRules rules = new DraftRules()
                .required("/jurisdiction", jurisdiction)
                .readable("/jurisdiction", jurisdiction, JurisdictionKey::parse)
                .required("/session", session)
                .readable("/session", session, code -> SessionKey.of(new JurisdictionKey("zz"), code))
                .required("/number", number)
                .readable("/type", type, code -> Coded.parse(BillType.class, "type", code))
                .readable("/status", status, code -> Coded.parse(BillStatus.class, "status", code))
                .required("/title", title)
                .text("/title", title)
                .text("/short_title", shortTitle)
                .sponsor(sponsor);
        return rules.add(inconsistencies()).faults();
    }

    /**
     * The bill.
     *
     * @return the bill, never stored yet
     * @throws InvalidDraftException with all faults, if there are any
     */
    public Bill checked() {
        List<Fault> faults = check();
        if (!faults.isEmpty()) {
            throw new InvalidDraftException(faults);
        }
        SessionKey where =
                SessionKey.of(JurisdictionKey.parse(DraftRules.given(jurisdiction)), DraftRules.given(session));
        return bill(BillKey.of(where, DraftRules.given(number)));
    }

    private Bill bill(BillKey key) {
        return new Bill(
                key,
                DraftRules.given(title).text(),
                Optional.ofNullable(shortTitle).map(TextDraft::text).orElse(Text.NONE),
                Optional.ofNullable(type).map(code -> Coded.parse(BillType.class, "type", code)),
                grammar().chamber(key.number()),
                Optional.ofNullable(status)
                        .map(code -> Coded.parse(BillStatus.class, "status", code))
                        .orElse(BillStatus.UNKNOWN),
                Text.NONE,
                Optional.ofNullable(sponsor).map(SponsorDraft::sponsor),
                Optional.ofNullable(introduced).map(DraftRules::date),
                Optional.empty(),
                List.of(),
                List.of(),
                Revision.NONE);
    }

    List<Fault> inconsistencies() {
        DraftRules rules = new DraftRules()
                .readable("/number", number, grammar()::parse)
                .readable("/introduced", introduced, DraftRules::date);
        return title != null && title.text().isAbsent()
                ? rules.add("/title", "must be given in one language at least").faults()
                : rules.faults();
    }

    /** The numbers that the legislature gives; any well-formed number where its code is wrong itself. */
    private BillNumbers grammar() {
        return Optional.ofNullable(jurisdiction)
                .filter(code -> new DraftRules()
                        .readable("", code, JurisdictionKey::parse)
                        .faults()
                        .isEmpty())
                .map(JurisdictionKey::parse)
                .map(BillNumbers::of)
                .orElse(BillNumbers.ANY);
    }
}
