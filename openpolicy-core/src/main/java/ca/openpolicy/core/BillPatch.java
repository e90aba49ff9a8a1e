// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a bill as a caller writes it: raw values; null leaves a value alone, {@link #removed} takes it away.
 *
 * @param type a code of {@link BillType}
 * @param status a code of {@link BillStatus}
 * @param title the languages of the long title that change
 * @param shortTitle the languages of the short title that change
 * @param sponsor who stands behind it
 * @param introduced the day of first reading, such as {@code 2024-12-17}
 * @param removed what is taken away
 */
@Consistent
public record BillPatch(
        @Nullable @Pattern(regexp = DraftRules.TYPE) String type,
        @Nullable @Pattern(regexp = DraftRules.STATUS) String status,
        @Nullable @Valid TextDraft title,
        @Nullable @Valid TextDraft shortTitle,
        @Nullable @Valid SponsorDraft sponsor,
        @Nullable String introduced,
        Set<Part> removed) {
    /** What can be taken away. */
    public enum Part {
        /** The type. */
        TYPE("/type"),
        /** The English long title. */
        TITLE_EN("/title/en"),
        /** The French long title. */
        TITLE_FR("/title/fr"),
        /** The English short title. */
        SHORT_TITLE_EN("/short_title/en"),
        /** The French short title. */
        SHORT_TITLE_FR("/short_title/fr"),
        /** The sponsor. */
        SPONSOR("/sponsor"),
        /** The day of first reading. */
        INTRODUCED("/introduced");

        private final String pointer;

        Part(String pointer) {
            this.pointer = pointer;
        }

        /**
         * Where it stands.
         *
         * @return a JSON pointer
         */
        public String pointer() {
            return pointer;
        }
    }

    /** Leaves everything alone. */
    public static final BillPatch NONE = new BillPatch(null, null, null, null, null, null, Set.of());

    /** Copies the set. */
    public BillPatch {
        removed = Set.copyOf(removed);
    }

    /**
     * The same patch, also changing languages of the long title.
     *
     * @param en the English title; null leaves it alone
     * @param fr the French title; null leaves it alone
     * @return the patch
     */
    public BillPatch withTitle(@Nullable String en, @Nullable String fr) {
        return new BillPatch(type, status, new TextDraft(en, fr), shortTitle, sponsor, introduced, removed);
    }

    /**
     * The same patch, also changing languages of the short title.
     *
     * @param en the English title; null leaves it alone
     * @param fr the French title; null leaves it alone
     * @return the patch
     */
    public BillPatch withShortTitle(@Nullable String en, @Nullable String fr) {
        return new BillPatch(type, status, title, new TextDraft(en, fr), sponsor, introduced, removed);
    }

    /**
     * The same patch, also changing the type.
     *
     * @param code a code of {@link BillType}
     * @return the patch
     */
    public BillPatch withType(String code) {
        return new BillPatch(code, status, title, shortTitle, sponsor, introduced, removed);
    }

    /**
     * The same patch, also changing the status.
     *
     * @param code a code of {@link BillStatus}
     * @return the patch
     */
    public BillPatch withStatus(String code) {
        return new BillPatch(type, code, title, shortTitle, sponsor, introduced, removed);
    }

    /**
     * The same patch, also changing the sponsor.
     *
     * @param key the member's key; null where it is not known
     * @param name the name
     * @return the patch
     */
    public BillPatch withSponsor(@Nullable String key, String name) {
        return new BillPatch(type, status, title, shortTitle, new SponsorDraft(key, name), introduced, removed);
    }

    /**
     * The same patch, also changing the day of first reading.
     *
     * @param date such as {@code 2024-12-17}
     * @return the patch
     */
    public BillPatch withIntroduced(String date) {
        return new BillPatch(type, status, title, shortTitle, sponsor, date, removed);
    }

    /**
     * The same patch, also taking something away.
     *
     * @param part what
     * @return the patch
     */
    public BillPatch without(Part part) {
        Set<Part> more = EnumSet.of(part);
        more.addAll(removed);
        return new BillPatch(type, status, title, shortTitle, sponsor, introduced, Collections.unmodifiableSet(more));
    }

    /**
     * Tells all that is wrong, as far as it shows without the bill.
     *
     * @return the faults
     */
    public List<Fault> check() {
        DraftRules rules = new DraftRules()
                .readable("/type", type, code -> Coded.parse(BillType.class, "type", code))
                .readable("/status", status, code -> Coded.parse(BillStatus.class, "status", code))
                .text("/title", title)
                .text("/short_title", shortTitle)
                .sponsor(sponsor);
        return rules.add(inconsistencies()).faults();
    }

    /**
     * The bill as changed. The native text of a status that changes goes, since it says something else.
     *
     * @param bill the bill
     * @return the changed bill, with the revision of the bill
     * @throws InvalidDraftException with all faults, if there are any or if no title would be left
     */
    public Bill applyTo(Bill bill) {
        List<Fault> faults = new DraftRules().add(check()).add(untitled(bill)).faults();
        if (!faults.isEmpty()) {
            throw new InvalidDraftException(faults);
        }
        return changed(bill);
    }

    private Bill changed(Bill bill) {
        BillStatus next = newStatus().orElse(bill.status());
        return new Bill(
                bill.key(),
                newTitle(bill),
                changed(bill.shortTitle(), shortTitle, Part.SHORT_TITLE_EN, Part.SHORT_TITLE_FR),
                newType().or(() -> kept(Part.TYPE, bill.type())),
                bill.chamber(),
                next,
                next == bill.status() ? bill.statusText() : Text.NONE,
                Optional.ofNullable(sponsor).map(SponsorDraft::sponsor).or(() -> kept(Part.SPONSOR, bill.sponsor())),
                newIntroduced().or(() -> kept(Part.INTRODUCED, bill.introduced())),
                bill.lastEvent(),
                bill.stages(),
                bill.identifiers(),
                bill.overrides(),
                bill.revision());
    }

    private Optional<BillType> newType() {
        return Optional.ofNullable(type).map(code -> Coded.parse(BillType.class, "type", code));
    }

    private Optional<BillStatus> newStatus() {
        return Optional.ofNullable(status).map(code -> Coded.parse(BillStatus.class, "status", code));
    }

    private Optional<LocalDate> newIntroduced() {
        return Optional.ofNullable(introduced).map(DraftRules::date);
    }

    private Text newTitle(Bill bill) {
        return changed(bill.title(), title, Part.TITLE_EN, Part.TITLE_FR);
    }

    private Text changed(Text old, @Nullable TextDraft change, Part en, Part fr) {
        Text written = change == null ? Text.NONE : change.text();
        return written.or(new Text(kept(en, old.en()), kept(fr, old.fr())));
    }

    private <V> Optional<V> kept(Part part, Optional<V> old) {
        return removed.contains(part) ? Optional.empty() : old;
    }

    private List<Fault> untitled(Bill bill) {
        boolean loses = !bill.title().isAbsent() && newTitle(bill).isAbsent();
        return loses ? List.of(new Fault("/title", "must be left in one language at least")) : List.of();
    }

    List<Fault> inconsistencies() {
        DraftRules rules = new DraftRules().readable("/introduced", introduced, DraftRules::date);
        EnumSet.allOf(Part.class).stream()
                .filter(part -> removed.contains(part) && written(part))
                .forEach(part -> rules.add(part.pointer(), "is both written and removed"));
        return rules.faults();
    }

    private boolean written(Part part) {
        return switch (part) {
            case TYPE -> type != null;
            case TITLE_EN -> title != null && title.en() != null;
            case TITLE_FR -> title != null && title.fr() != null;
            case SHORT_TITLE_EN -> shortTitle != null && shortTitle.en() != null;
            case SHORT_TITLE_FR -> shortTitle != null && shortTitle.fr() != null;
            case SPONSOR -> sponsor != null;
            case INTRODUCED -> introduced != null;
        };
    }
}
