// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillDraft;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillNumbers;
import ca.openpolicy.core.BillPatch;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MalformedBodyException;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.SponsorDraft;
import ca.openpolicy.core.TextDraft;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the bodies of requests that write bills. Every method throws {@link MalformedBodyException} for bytes that are
 * not one strict JSON text in UTF-8 (a name that occurs twice, a number that no double holds, half of a surrogate pair
 * and a byte order mark are refused too), and {@link InvalidDraftException} with all faults of a body that can be read:
 * fields that do not exist or cannot be written, wrong types, and what breaks the rules of a bill.
 */
public final class BillBody {
    private static final String JURISDICTION = "jurisdiction";
    private static final String SESSION = "session";
    private static final String NUMBER = "number";
    private static final String SPONSOR = "sponsor";
    private static final List<String> WRITABLE =
            List.of(JURISDICTION, SESSION, NUMBER, "type", "status", "title", "short_title", "sponsor", "introduced");

    private static final List<String> KEY = List.of(JURISDICTION, SESSION, NUMBER);
    private static final String TITLE = "title";

    private final BodySettings settings;

    private BillBody(BodySettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a reader.
     *
     * @param settings its limits
     * @return the reader
     */
    public static BillBody of(BodySettings settings) {
        return new BillBody(settings);
    }

    /**
     * What a new bill looks like.
     *
     * @return the JSON Schema
     */
    public static JsonObject draftSchema() {
        return schema("A new bill.", WRITABLE, Stream.concat(KEY.stream(), Stream.of(TITLE)));
    }

    /**
     * What replaces a bill.
     *
     * @return the JSON Schema
     */
    public static JsonObject replacementSchema() {
        return schema("A bill anew; what is left out is taken away.", WRITABLE, Stream.of(TITLE));
    }

    /**
     * What a merge patch of a bill looks like.
     *
     * @return the JSON Schema
     */
    public static JsonObject patchSchema() {
        List<String> changeable =
                WRITABLE.stream().filter(field -> !KEY.contains(field)).toList();
        return schema("What changes of a bill; null takes away.", changeable, Stream.of());
    }

    private static JsonObject schema(String description, List<String> fields, Stream<String> required) {
        JsonObject whole = Shapes.BILL.schema().getJsonObject("properties");
        JsonObject example = Shapes.BILL.example();
        JsonObjectBuilder properties = Schemas.object();
        JsonObjectBuilder like = Schemas.object();
        for (String field : fields) {
            properties.add(field, writable(field, whole.getJsonObject(field)));
            like.add(field, field.equals(SPONSOR) ? sponsorOf(example) : example.get(field));
        }
        JsonArrayBuilder needed = Schemas.array();
        required.forEach(needed::add);
        return Schemas.object()
                .add("type", "object")
                .add("description", description)
                .add("properties", properties)
                .add("required", needed)
                .add("additionalProperties", false)
                .add("example", like)
                .build();
    }

    private static JsonObject sponsorOf(JsonObject bill) {
        JsonObject sponsor = bill.getJsonObject(SPONSOR);
        return Schemas.object()
                .add("key", sponsor.get("key"))
                .add("name", sponsor.get("name"))
                .build();
    }

    /** As it is read, but that whatever is not needed may be null, and texts and sponsors may be partly known. */
    private static JsonObjectBuilder writable(String field, JsonObject schema) {
        return switch (field) {
            case TITLE, "short_title" -> parts(schema, "en", "fr");
            case SPONSOR -> parts(schema, "key", "name");
            case "status" -> nullable(schema);
            default -> Schemas.object(schema);
        };
    }

    private static JsonObjectBuilder parts(JsonObject schema, String... names) {
        JsonObjectBuilder properties = Schemas.object();
        for (String name : names) {
            properties.add(
                    name,
                    Schemas.object().add("type", Schemas.array().add("string").add("null")));
        }
        return Schemas.object()
                .add("type", Schemas.array().add("object").add("null"))
                .add("description", schema.getString("description"))
                .add("properties", properties)
                .add("additionalProperties", false);
    }

    private static JsonObjectBuilder nullable(JsonObject schema) {
        JsonArrayBuilder codes = Schemas.array();
        schema.getJsonArray("enum").forEach(codes::add);
        return Schemas.object(schema)
                .add("type", Schemas.array().add("string").add("null"))
                .add("enum", codes.addNull());
    }

    /**
     * Reads a new bill.
     *
     * @param body the bytes of the body
     * @return the draft, without faults
     * @throws MalformedBodyException if this is not a strict JSON text
     * @throws InvalidDraftException with all faults, if there are any
     */
    public BillDraft draft(byte[] body) {
        BodyFields fields = fields(body);
        BillDraft draft = draft(fields, fields.string(JURISDICTION), fields.string(SESSION), fields.string(NUMBER));
        throwIfAny(fields, draft.check());
        return draft;
    }

    /**
     * Reads what replaces a bill. The body may repeat the key, in any usual spelling.
     *
     * @param body the bytes of the body
     * @param key the key of the bill that the request addresses
     * @return the draft with that key, without faults
     * @throws MalformedBodyException if this is not a strict JSON text
     * @throws InvalidDraftException with all faults, if there are any
     */
    public BillDraft draft(byte[] body, BillKey key) {
        BodyFields fields = fields(body);
        KeyPart.of(key).stream()
                .filter(part -> part.isElse(fields))
                .forEach(part ->
                        fields.fault(part.name(), "does not agree with the address: must be '" + part.spelled() + "'"));
        BillDraft draft = draft(
                fields,
                Optional.of(key.session().jurisdiction().code()),
                Optional.of(key.session().code()),
                Optional.of(key.number().toString()));
        throwIfAny(fields, draft.check());
        return draft;
    }

    /**
     * Reads a merge patch (RFC 7396) of a bill: what is absent stays, null takes away. A status that is taken away is
     * unknown, as that of a new bill without one.
     *
     * @param body the bytes of the body
     * @param current the bill as it stands
     * @return the patch, which can be applied to that bill without faults
     * @throws MalformedBodyException if this is not a strict JSON text
     * @throws InvalidDraftException with all faults, if there are any
     */
    public BillPatch patch(byte[] body, Bill current) {
        BodyFields fields = fields(body);
        KeyPart.of(current.key()).stream()
                .filter(part -> part.isElse(fields) || fields.isNull(part.name()))
                .forEach(part -> fields.fault(part.name(), "is read-only"));
        BillPatch patch = patch(fields, current.sponsor());
        throwIfAny(fields, faults(patch, current));
        return patch;
    }

    private BodyFields fields(byte[] body) {
        Node.Fields root = BodyText.read(body, settings);
        return new BodyFields(root.byName(), "", new Findings(settings.maxFaults())).only(Shapes.BILL, WRITABLE);
    }

    private static BillDraft draft(
            BodyFields fields, Optional<String> jurisdiction, Optional<String> session, Optional<String> number) {
        return new BillDraft(
                jurisdiction.orElse(null),
                session.orElse(null),
                number.orElse(null),
                fields.string("type").orElse(null),
                fields.string("status").orElse(null),
                text(fields, "title").map(BillBody::draft).orElse(null),
                text(fields, "short_title").map(BillBody::draft).orElse(null),
                sponsor(fields)
                        .map(sponsor -> sponsor(sponsor, Optional.empty()))
                        .orElse(null),
                fields.string("introduced").orElse(null));
    }

    private static BillPatch patch(BodyFields fields, Optional<Sponsor> current) {
        Optional<BodyFields> title = text(fields, "title");
        Optional<BodyFields> shortTitle = text(fields, "short_title");
        Optional<String> unknown = Optional.of(BillStatus.UNKNOWN.code()).filter(code -> fields.isNull("status"));
        return new BillPatch(
                fields.string("type").orElse(null),
                fields.string("status").or(() -> unknown).orElse(null),
                title.map(BillBody::draft).orElse(null),
                shortTitle.map(BillBody::draft).orElse(null),
                sponsor(fields).map(sponsor -> sponsor(sponsor, current)).orElse(null),
                fields.string("introduced").orElse(null),
                removed(fields, title, shortTitle));
    }

    private static Set<BillPatch.Part> removed(
            BodyFields fields, Optional<BodyFields> title, Optional<BodyFields> shortTitle) {
        Set<BillPatch.Part> removed = EnumSet.noneOf(BillPatch.Part.class);
        for (BillPatch.Part part : BillPatch.Part.values()) {
            boolean gone = switch (part) {
                case TYPE -> fields.isNull("type");
                case TITLE_EN -> isGone(fields, "title", title, "en");
                case TITLE_FR -> isGone(fields, "title", title, "fr");
                case SHORT_TITLE_EN -> isGone(fields, "short_title", shortTitle, "en");
                case SHORT_TITLE_FR -> isGone(fields, "short_title", shortTitle, "fr");
                case SPONSOR -> fields.isNull("sponsor");
                case INTRODUCED -> fields.isNull("introduced");
            };
            if (gone) {
                removed.add(part);
            }
        }
        return removed;
    }

    private static boolean isGone(BodyFields fields, String name, Optional<BodyFields> text, String language) {
        return fields.isNull(name) || text.filter(each -> each.isNull(language)).isPresent();
    }

    private static Optional<BodyFields> text(BodyFields fields, String name) {
        return fields.object(name).map(text -> text.only(Types.BILINGUAL, List.of("en", "fr")));
    }

    private static TextDraft draft(BodyFields text) {
        return new TextDraft(text.string("en").orElse(null), text.string("fr").orElse(null));
    }

    private static Optional<BodyFields> sponsor(BodyFields fields) {
        return fields.object("sponsor").map(sponsor -> sponsor.only(BillShape.SPONSOR, List.of("key", "name")));
    }

    /** A sponsor of which what is not written stays as it is. */
    private static SponsorDraft sponsor(BodyFields sponsor, Optional<Sponsor> current) {
        Optional<String> key = sponsor.has("key")
                ? sponsor.string("key")
                : current.flatMap(Sponsor::member).map(MemberKey::canonical);
        Optional<String> name = sponsor.has("name") ? sponsor.string("name") : current.map(Sponsor::name);
        return new SponsorDraft(key.orElse(null), name.orElse(null));
    }

    /** A part of the key: how it is spelled, and whether another spelling means the same. */
    private record KeyPart(String name, String spelled, Predicate<String> agrees) {
        static List<KeyPart> of(BillKey key) {
            JurisdictionKey jurisdiction = key.session().jurisdiction();
            return List.of(
                    new KeyPart(
                            JURISDICTION, jurisdiction.code(), text -> is(jurisdiction, text, JurisdictionKey::parse)),
                    new KeyPart(
                            SESSION,
                            key.session().code(),
                            text -> is(key.session(), text, code -> SessionKey.of(jurisdiction, code))),
                    new KeyPart(
                            NUMBER,
                            key.number().toString(),
                            text -> is(key.number(), text, BillNumbers.of(jurisdiction)::parse)));
        }

        boolean isElse(BodyFields fields) {
            return fields.string(name).filter(text -> !agrees.test(text)).isPresent();
        }
    }

    private static <V> boolean is(V known, String text, Function<String, V> reader) {
        try {
            return known.equals(reader.apply(text));
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private static List<Fault> faults(BillPatch patch, Bill current) {
        try {
            Bill unused = patch.applyTo(current);
            return List.of();
        } catch (InvalidDraftException e) {
            return e.faults();
        }
    }

    /** A rule that is broken because something could not be read is not told on top of that. */
    private static void throwIfAny(BodyFields fields, List<Fault> broken) {
        List<Fault> found = fields.findings().all();
        List<Fault> all = Stream.concat(
                        found.stream(),
                        broken.stream().filter(fault -> found.stream().noneMatch(each -> isAbout(each, fault))))
                .toList();
        if (!all.isEmpty()) {
            throw new InvalidDraftException(all);
        }
    }

    private static boolean isAbout(Fault one, Fault other) {
        String first = one.pointer() + "/";
        String second = other.pointer() + "/";
        return first.startsWith(second) || second.startsWith(first);
    }
}
