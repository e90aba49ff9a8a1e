// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.BillNumber;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.SessionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of criteria that lists offer. */
public final class Criteria {
    private static final JurisdictionKey ANY = new JurisdictionKey("xx");
    /** What no key is: stands for an id that nothing has. */
    private static final String NOTHING = "-";

    private static final String PARTIES = "Keys or ids of parties, or the slug alone for those in every legislature.";

    private Criteria() {}

    /**
     * A field that everything has.
     *
     * @param field the field
     * @param <E> what is listed
     * @param <V> the field's values
     * @return the criterion
     */
    public static <E, V> Criterion<E> of(Field<E, V> field) {
        return new FieldCriterion<>(field, false, "");
    }

    /**
     * A field that may be absent, which can be asked for by {@code __isnull}.
     *
     * @param field the field
     * @param <E> what is listed
     * @param <V> the field's values
     * @return the criterion
     */
    public static <E, V> Criterion<E> optional(Field<E, V> field) {
        return new FieldCriterion<>(field, true, "");
    }

    /**
     * The number of a bill, in any spelling.
     *
     * @param field the field
     * @param <E> what is listed
     * @return the criterion
     */
    public static <E> Criterion<E> billNumber(Field<E, String> field) {
        Field<E, String> anySpelling = new Field<>(
                field.name(), String.class, text -> BillNumber.parse(text).toString());
        return new FieldCriterion<>(anySpelling, false, "In any spelling: C-11, c11, Bill C-11.");
    }

    /**
     * Legislatures, by code or id.
     *
     * @param field the field
     * @param <E> what is listed
     * @return the criterion
     */
    public static <E> Criterion<E> jurisdiction(Field<E, String> field) {
        return new Keyed<>(
                field,
                "Codes or ids of legislatures.",
                (text, known) -> List.of(
                        EntityId.looksLikeId(text)
                                ? idIn(
                                        known.jurisdictions().stream()
                                                .map(each -> each.key())
                                                .toList(),
                                        text)
                                : JurisdictionKey.parse(text).code()));
    }

    /**
     * Parties, by key, by id, or by the slug alone for those of that name in every legislature.
     *
     * @param field the field
     * @param <E> what is listed
     * @return the criterion
     */
    public static <E> Criterion<E> party(Field<E, String> field) {
        return new Keyed<>(field, PARTIES, (text, known) -> {
            List<PartyKey> all =
                    known.parties().stream().map(each -> each.key()).toList();
            if (EntityId.looksLikeId(text)) {
                return List.of(idIn(all, text));
            }
            return text.contains("/") ? List.of(PartyKey.parse(text).canonical()) : named(text, all);
        });
    }

    /**
     * Sessions: {@code 44-1} in every legislature, {@code ca/44-1}, or an id; keys of one legislature at a time.
     *
     * @param session the field of the session without its jurisdiction
     * @param jurisdiction the field of the legislature's code
     * @param <E> what is listed
     * @return the criterion
     */
    public static <E> Criterion<E> session(Field<E, String> session, Field<E, String> jurisdiction) {
        return new SessionCriterion<>(session, jurisdiction);
    }

    private static List<String> named(String text, Collection<PartyKey> all) {
        String slug = PartyKey.named(ANY, text).slug();
        List<String> found = all.stream()
                .filter(key -> key.slug().equals(slug))
                .map(PartyKey::canonical)
                .toList();
        return found.isEmpty() ? List.of(NOTHING) : found;
    }

    private static String idIn(Collection<? extends EntityKey> keys, String text) {
        EntityId id = EntityId.parse(text);
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .map(EntityKey::canonical)
                .findFirst()
                .orElse(NOTHING);
    }

    /** Reads one of the values of a list into the texts that are stored. */
    @FunctionalInterface
    private interface Reader {
        List<String> read(String text, Known known);
    }

    /** A field of texts that are keys. */
    private record Keyed<E>(Field<E, String> field, String meaning, Reader reader) implements Criterion<E> {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public List<Condition<E>> read(String operator, String value, Known known) {
            return List.of(field.in(Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .flatMap(text -> reader.read(text, known).stream())
                    .distinct()
                    .toList()));
        }
    }

    /** A session is stored in two fields. */
    private record SessionCriterion<E>(Field<E, String> session, Field<E, String> jurisdiction)
            implements Criterion<E> {
        @Override
        public String name() {
            return session.name();
        }

        @Override
        public String meaning() {
            return "44-1 in every legislature, ca/44-1, or ids; keys of one legislature at a time.";
        }

        @Override
        public List<Condition<E>> read(String operator, String value, Known known) {
            List<Wanted> wanted = Arrays.stream(value.split(",", -1))
                    .map(text -> wanted(text.strip(), known))
                    .toList();
            List<Optional<String>> owners =
                    wanted.stream().map(Wanted::jurisdiction).distinct().toList();
            if (owners.size() > 1) {
                throw InvalidValueException.of(
                        name(), value, "sessions of one legislature, or of all, but not both in one request");
            }
            List<Condition<E>> conditions = new ArrayList<>();
            conditions.add(session.in(wanted.stream().map(Wanted::code).toList()));
            owners.getFirst().ifPresent(owner -> conditions.add(jurisdiction.is(owner)));
            return conditions;
        }

        private static Wanted wanted(String text, Known known) {
            if (EntityId.looksLikeId(text)) {
                EntityId id = EntityId.parse(text);
                return known.sessions().stream()
                        .filter(key -> key.id().equals(id))
                        .map(Wanted::of)
                        .findFirst()
                        .orElse(new Wanted(NOTHING, Optional.empty()));
            }
            return text.contains("/")
                    ? Wanted.of(SessionKey.parse(text))
                    : new Wanted(SessionKey.of(ANY, text).code(), Optional.empty());
        }
    }

    private record Wanted(String code, Optional<String> jurisdiction) {
        private static Wanted of(SessionKey key) {
            return new Wanted(key.code(), Optional.of(key.jurisdiction().code()));
        }
    }

    /** Reads the one value of a choice between ways to list. */
    static <T> T oneOf(String name, String text, List<String> allowed, Function<String, T> reader) {
        String found = allowed.stream()
                .filter(each -> each.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.oneOf(name, text, allowed));
        return reader.apply(found);
    }
}
