// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.cache.Tag;
import io.helidon.http.Status;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How things of one kind are written: which methods there are, and what each does. Everything around it (who may, what
 * kind of body, what the caller has seen, what was asked before) is done for all kinds alike. Immutable.
 *
 * @param <E> the thing
 */
public final class Editing<E> {
    private final Function<E, String> url;
    private final Optional<Function<E, Revision>> revision;
    private final Traces<E> traces;
    private final List<Way<E>> ways;

    /** By what others know that a thing has changed. */
    private record Traces<E>(Function<E, Optional<EntityId>> id, Function<EntityId, Set<Tag>> tags) {
        static <E> Traces<E> none() {
            return new Traces<>(thing -> Optional.empty(), id -> Set.of());
        }
    }

    /** What a method does. */
    public enum Act {
        /** Makes a new one. */
        CREATE("POST", "application/json"),
        /** Writes one anew. */
        REPLACE("PUT", "application/json"),
        /** Changes some of one (RFC 7396). */
        MERGE("PATCH", "application/merge-patch+json"),
        /** Takes one away. */
        DELETE("DELETE", "");

        private final String method;
        private final String mediaType;

        Act(String method, String mediaType) {
            this.method = method;
            this.mediaType = mediaType;
        }

        /**
         * Its method.
         *
         * @return such as {@code PUT}
         */
        public String method() {
            return method;
        }

        /**
         * What its body is.
         *
         * @return a media type; empty for none
         */
        public String mediaType() {
            return mediaType;
        }
    }

    /**
     * A method that is offered.
     *
     * @param act what it does
     * @param status the status of success
     * @param body what the body looks like
     * @param below the last part of its address, where that is not the thing's own; empty for most
     * @param fields what its parameter {@code fields} takes; empty if it has none
     * @param work does it
     * @param <E> the thing
     */
    public record Way<E>(Act act, Status status, Body body, String below, List<String> fields, Work<E> work) {
        /** Copies the list. */
        public Way {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What the body of a request looks like.
     *
     * @param name what its schema is called; empty for no body
     * @param schema the JSON Schema
     */
    public record Body(String name, JsonObject schema) {
        /** No body. */
        public static final Body NONE = new Body("", JsonValue.EMPTY_JSON_OBJECT);
    }

    /**
     * Writes.
     *
     * @param <E> the thing
     */
    @FunctionalInterface
    public interface Work<E> {
        /**
         * Writes.
         *
         * @param change what is asked for
         * @return the thing as it is then; empty if it is gone
         * @throws ca.openpolicy.core.OpenPolicyException if the body or the archive speaks against it
         */
        Optional<E> apply(Change<E> change);
    }

    /**
     * What is asked for.
     *
     * @param <E> the thing
     */
    public static final class Change<E> {
        private final Archive archive;
        private final EntityId id;
        private final Optional<E> current;
        private final long expectedVersion;
        private final byte[] body;
        private final Intent intent;
        private final Optional<List<String>> fields;

        Change(
                Archive archive,
                EntityId id,
                Optional<E> current,
                long expectedVersion,
                byte[] body,
                Intent intent,
                Optional<List<String>> fields) {
            this.archive = archive;
            this.id = id;
            this.current = current;
            this.expectedVersion = expectedVersion;
            this.body = body.clone();
            this.intent = intent;
            this.fields = fields;
        }

        /**
         * Where to write.
         *
         * @return the archive
         */
        public Archive archive() {
            return archive;
        }

        /**
         * What is to be replaced, merged or deleted.
         *
         * @return the id that the address names
         */
        public EntityId id() {
            return id;
        }

        /**
         * The thing as it is now.
         *
         * @return absent where one is to be created
         */
        public Optional<E> current() {
            return current;
        }

        /**
         * The version that the caller has seen.
         *
         * @return 0 where nothing was demanded
         */
        public long expectedVersion() {
            return expectedVersion;
        }

        /**
         * The body.
         *
         * @return a copy of its bytes
         */
        public byte[] body() {
            return body.clone();
        }

        /**
         * Of which fields something is to be taken away.
         *
         * @return their names, unchecked; absent for all
         */
        public Optional<List<String>> fields() {
            return fields;
        }

        /**
         * Why, and as which operation.
         *
         * @return the intent
         */
        public Intent intent() {
            return intent;
        }
    }

    private Editing(
            Function<E, String> url, Optional<Function<E, Revision>> revision, Traces<E> traces, List<Way<E>> ways) {
        this.url = url;
        this.revision = revision;
        this.traces = traces;
        this.ways = List.copyOf(ways);
    }

    /**
     * Nothing is offered yet.
     *
     * @param url where a thing is found
     * @param <E> the thing
     * @return the beginning
     */
    public static <E> Editing<E> at(Function<E, String> url) {
        return new Editing<>(url, Optional.empty(), Traces.none(), List.of());
    }

    /**
     * Whoever changes a thing must say which version it has seen.
     *
     * @param of tells the revision
     * @return the same with that demand
     */
    public Editing<E> versioned(Function<E, Revision> of) {
        return new Editing<>(url, Optional.of(of), traces, ways);
    }

    /**
     * Answers are made of it that are kept, and are wrong when it has changed.
     *
     * @param id tells the id of a thing
     * @param tags of what it is a change if a thing has changed
     * @return the same with that
     */
    public Editing<E> tracing(Function<E, EntityId> id, Function<EntityId, Set<Tag>> tags) {
        return new Editing<>(url, revision, new Traces<>(id.andThen(Optional::of), tags), ways);
    }

    /**
     * Offers a method.
     *
     * @param act what it does
     * @param status the status of success
     * @param body what the body looks like
     * @param work does it
     * @return the same with that method
     */
    public Editing<E> with(Act act, Status status, Body body, Work<E> work) {
        List<Way<E>> more = new ArrayList<>(ways);
        more.add(new Way<>(act, status, body, "", List.of(), work));
        return new Editing<>(url, revision, traces, more);
    }

    /**
     * Offers to take something away that is below a thing.
     *
     * @param below the last part of its address
     * @param fields of what it can be taken away
     * @param work does it; the parameter {@code fields} says of what, everything unless it is given
     * @return the same with that method
     */
    public Editing<E> clearing(String below, List<String> fields, Work<E> work) {
        List<Way<E>> more = new ArrayList<>(ways);
        more.add(new Way<>(Act.DELETE, Status.OK_200, Body.NONE, below, fields, work));
        return new Editing<>(url, revision, traces, more);
    }

    /**
     * The methods that are offered.
     *
     * @return the ways
     */
    public List<Way<E>> ways() {
        return ways;
    }

    /**
     * Whether a change must say which version it has seen.
     *
     * @return whether {@code If-Match} is demanded
     */
    public boolean isVersioned() {
        return revision.isPresent();
    }

    List<Way<E>> ways(boolean collection, String below) {
        return ways.stream()
                .filter(way ->
                        (way.act() == Act.CREATE) == collection && way.below().equals(below))
                .toList();
    }

    /** Of what it is a change: of the thing as it is then, or else of the one that the address names. */
    Set<Tag> changed(Optional<E> thing, EntityId named) {
        return traces.tags().apply(thing.flatMap(traces.id()).orElse(named));
    }

    String url(E thing) {
        return url.apply(thing);
    }

    Optional<Revision> revision(E thing) {
        return revision.map(of -> of.apply(thing));
    }
}
