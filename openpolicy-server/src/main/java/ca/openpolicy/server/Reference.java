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

    /** A way to spell a key; a short one may fit several. */
    private record Form(int parts, Function<String, List<EntityKey>> keys) {}

    /** What an address names: a few keys if a short spelling leaves it open, else one. */
    record Found(List<EntityKey> keys, EntityId id, String canonical, int parts) {
        static Found byId(EntityId id) {
            return new Found(List.of(), id, id.toString(), 1);
        }

        static Found byKeys(List<EntityKey> keys, int parts) {
            EntityKey first = keys.getFirst();
            return new Found(List.copyOf(keys), first.id(), first.canonical(), parts);
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
     * @param parts how many parts of an address the key has
     * @param key reads the parts, joined by slashes
     * @return the reference
     */
    public static Reference byKey(int parts, Function<String, ? extends EntityKey> key) {
        return new Reference(List.of(new Form(parts, text -> List.of(key.apply(text)))));
    }

    /**
     * Also by a shorter spelling that may fit several.
     *
     * @param parts how many parts of an address it has
     * @param keys reads the parts, joined by slashes, into the keys that it may mean
     * @return the reference
     */
    public Reference orShort(int parts, Function<String, List<EntityKey>> keys) {
        List<Form> more = new ArrayList<>(forms);
        more.add(new Form(parts, keys));
        return new Reference(more);
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
            return Optional.of(Found.byKeys(form.keys().apply(String.join("/", parts)), form.parts()));
        } catch (InvalidValueException noSuchKey) {
            return Optional.empty();
        }
    }
}
