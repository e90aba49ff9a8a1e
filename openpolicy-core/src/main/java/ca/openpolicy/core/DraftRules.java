// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import jakarta.validation.ConstraintValidatorContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the faults of a draft in the order of its fields; holds what drafts and their constraints share. */
final class DraftRules {
    static final String JURISDICTION = "(?i)[a-z]{2}(-[a-z0-9]{1,8}){0,3}";
    static final String SESSION = "(?!0+-)\\d{1,4}-(?!0+\\z)\\d{1,3}";
    static final String MEMBER = "(?i:[a-z]{2}(-[a-z0-9]{1,8}){0,3})/[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    static final String TYPE = "(?i)government|private_member|senate_government|senate_public|senate_private";
    static final String STATUS = "(?i)unknown|pro_forma|outside_order_of_precedence|house_awaiting_first_reading"
            + "|house_committee_before_second_reading|house_second_reading|house_committee"
            + "|house_report_stage_and_second_reading|house_report_stage|house_third_reading"
            + "|house_considering_senate_amendments|senate_awaiting_first_reading|senate_second_reading"
            + "|senate_committee|senate_report_stage|senate_third_reading|senate_considering_house_amendments"
            + "|awaiting_royal_assent|royal_assent|defeated|not_proceeded_with";
    /** No U+0000 and no half of a surrogate pair: no database holds them. */
    static final String STORABLE = "[^\\x{0}\\x{D800}-\\x{DFFF}]*";

    static final String NOT_BLANK = "(?s).*\\P{javaWhitespace}.*";

    private final List<Fault> faults = new ArrayList<>();

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    DraftRules add(List<Fault> more) {
        faults.addAll(more);
        return this;
    }

    DraftRules add(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
        return this;
    }

    DraftRules required(String pointer, @Nullable Object value) {
        return value == null ? add(pointer, "is required") : this;
    }

    /** Checks a value, if it is there, by reading it. */
    DraftRules readable(String pointer, @Nullable String value, Function<String, ?> reader) {
        if (value != null) {
            unreadable(value, reader).ifPresent(wanted -> add(pointer, "must be " + wanted));
        }
        return this;
    }

    DraftRules text(String pointer, @Nullable TextDraft text) {
        return text == null
                ? this
                : storable(pointer + "/en", text.en(), TextDraft.MAX_LENGTH)
                        .storable(pointer + "/fr", text.fr(), TextDraft.MAX_LENGTH);
    }

    DraftRules sponsor(@Nullable SponsorDraft sponsor) {
        if (sponsor == null) {
            return this;
        }
        readable("/sponsor/key", sponsor.key(), MemberKey::parse);
        required("/sponsor/name", sponsor.name());
        storable("/sponsor/name", sponsor.name(), SponsorDraft.MAX_LENGTH);
        return sponsor.name() != null && sponsor.name().isBlank() ? add("/sponsor/name", "must not be blank") : this;
    }

    private DraftRules storable(String pointer, @Nullable String value, int maxLength) {
        if (value != null && value.length() > maxLength) {
            add(pointer, "has " + value.length() + " characters, at most " + maxLength + " are allowed");
        }
        if (value != null && value.codePoints().anyMatch(DraftRules::isUnstorable)) {
            add(pointer, "has a character that no text can hold: U+0000 or half of a surrogate pair");
        }
        return this;
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static Optional<String> unreadable(String value, Function<String, ?> reader) {
        try {
            Object unused = reader.apply(value);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of(e.wanted());
        }
    }

    static LocalDate date(String text) {
        return KeyText.date("introduced", text);
    }

    static Text text(@Nullable String en, @Nullable String fr) {
        return new Text(Optional.ofNullable(en), Optional.ofNullable(fr));
    }

    /** A value of which a check has shown that it is there. */
    static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value, "a checked draft has it");
    }

    /** Hands faults to a validator; their details hold nothing that a caller wrote, so they are safe as templates. */
    static boolean report(List<Fault> faults, ConstraintValidatorContext context) {
        context.disableDefaultConstraintViolation();
        faults.forEach(fault -> report(fault, context));
        return faults.isEmpty();
    }

    private static void report(Fault fault, ConstraintValidatorContext context) {
        String[] names = fault.pointer().substring(1).split("/", -1);
        var builder =
                context.buildConstraintViolationWithTemplate(fault.detail()).addPropertyNode(property(names[0]));
        for (int i = 1; i < names.length; i++) {
            builder = builder.addPropertyNode(property(names[i]));
        }
        builder.addConstraintViolation();
    }

    private static String property(String name) {
        return name.equals("short_title") ? "shortTitle" : name;
    }
}
