// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import ca.openpolicy.core.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How one thing of a kind is named in an address: by its id, or by a natural key of some parts. */
public final class Reference {
    private final List<Form> forms;

    /**
     * A way to spell a key in an address.
     *
     * @param names what its parts are called, such as {@code jurisdiction}
     * @param canonical whether it is the one that answers; another one leads to that
     */
    public record Spelling(List<String> names, boolean canonical) {
        /** Copies the list. */
        public Spelling {
            names = List.copyOf(names);
        }
    }

    /** A way to spell a key; a short one may fit several. */
    private record Form(Spelling spelling, Function<String, List<EntityKey>> keys) {
        int parts() {
            return spelling.names().size();
        }

        String template() {
            return "{" + String.join("}/{", spelling.names()) + "}";
        }
    }

    /** What an address names: a few keys if a short spelling leaves it open, else one. */
    record Found(List<EntityKey> keys, EntityId id, String canonical, int parts, String template) {
        static Found byId(EntityId id) {
            return new Found(List.of(), id, id.toString(), 1, "{id}");
        }

        static Found byKeys(List<EntityKey> keys, int parts, String template) {
            EntityKey first = keys.getFirst();
            return new Found(List.copyOf(keys), first.id(), first.canonical(), parts, template);
        }

        boolean open() {
            return keys.size() > 1;
        }
    }

    private Reference(List<Form> forms) {
        this.forms = List.copyOf(forms);
    }

    /**
     * By id only.
     *
     * @return the reference
     */
    public static Reference byId() {
        return new Reference(List.of());
    }

    /**
     * By id or by natural key.
     *
     * @param parts what the parts of the key are called, joined by slashes, such as {@code jurisdiction/person}
     * @param key reads the parts, joined by slashes
     * @return the reference
     */
    public static Reference byKey(String parts, Function<String, ? extends EntityKey> key) {
        return new Reference(List.of(new Form(spelling(parts, true), text -> List.of(key.apply(text)))));
    }

    /**
     * Also by a shorter spelling that may fit several.
     *
     * @param parts what its parts are called, joined by slashes
     * @param keys reads the parts, joined by slashes, into the keys that it may mean
     * @return the reference
     */
    public Reference orShort(String parts, Function<String, List<EntityKey>> keys) {
        List<Form> more = new ArrayList<>(forms);
        more.add(new Form(spelling(parts, false), keys));
        return new Reference(more);
    }

    /**
     * The ways to spell a key in an address, beside the id.
     *
     * @return none, if there is only the id
     */
    public List<Spelling> spellings() {
        return forms.stream().map(Form::spelling).toList();
    }

    private static Spelling spelling(String parts, boolean canonical) {
        return new Spelling(List.of(parts.split("/", -1)), canonical);
    }

    /** Reads the parts at the start of an address; whatever follows them is left. */
    Optional<Found> find(List<String> segments) {
        if (EntityId.looksLikeId(segments.getFirst())) {
            return Optional.of(Found.byId(EntityId.parse(segments.getFirst())));
        }
        return forms.stream()
                .filter(form -> form.parts() <= segments.size())
                .flatMap(form -> read(form, segments.subList(0, form.parts())).stream())
                .findFirst();
    }

    private static Optional<Found> read(Form form, List<String> parts) {
        if (parts.stream().anyMatch(part -> part.contains("/"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Found.byKeys(form.keys().apply(String.join("/", parts)), form.parts(), form.template()));
        } catch (InvalidValueException noSuchKey) {
            return Optional.empty();
        }
    }
}
