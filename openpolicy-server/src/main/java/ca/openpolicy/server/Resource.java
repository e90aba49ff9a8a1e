// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Repository;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.format.Include;
import ca.openpolicy.core.format.Included;
import ca.openpolicy.core.format.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The declaration of a kind of thing that the interface serves. Addresses, parameters, their checks and the shape of
 * the answers all follow from it. Immutable.
 *
 * <pre>{@code
 * Resource<Party> parties = Resource.of("parties", "party", PartyResource::list, Shapes.PARTY)
 *         .named(Reference.byKey("jurisdiction/slug", PartyKey::parse))
 *         .filteredBy(Criteria.jurisdiction(JURISDICTION))
 *         .declare();
 * }</pre>
 *
 * @param <E> the thing
 */
public final class Resource<E> {
    /** What all resources are below. */
    public static final String BASE = "/api/v1/";

    private final String name;
    private final String one;
    private final Function<Archive, Repository<E>> rows;
    private final Shape<E> shape;
    private final Optional<Reference> reference;
    private final List<Criterion<E>> criteria;
    private final List<Field<E, ?>> sorts;
    private final List<Expansion<E>> includes;
    private final Optional<Editing<E>> editing;
    private final Function<E, Optional<Revision>> revision;
    private final BiPredicate<Archive, EntityId> deleted;
    private final Optional<Field<E, Instant>> updated;
    private final Function<E, Optional<JurisdictionKey>> owner;
    private final List<Part<E>> parts;
    private final List<EventStream.Declared<E>> streams;
    private final List<Below<E>> parents;
    private final Part<E> single;
    private final boolean passing;
    private final Optional<EventStream.DeclaredList<E>> told;
    private final Optional<Feeds.DeclaredList<E>> feed;
    private final Optional<Feeds.Declared<E>> feedOfOne;

    /**
     * A list of this kind below one thing of another: those whose field refers to it.
     *
     * @param parent what the other collection is called
     * @param field refers to the other
     * @param <E> what is listed
     */
    public record Below<E>(String parent, Field<E, EntityId> field) {}

    private Resource(Builder<E> from) {
        this.name = from.name;
        this.one = from.one;
        this.rows = from.rows;
        this.shape = from.shape;
        this.reference = from.reference;
        this.criteria = List.copyOf(from.criteria);
        this.sorts = List.copyOf(from.sorts);
        this.includes = List.copyOf(from.includes);
        this.editing = from.editing;
        this.revision = from.revision;
        this.deleted = from.deleted;
        this.updated = from.updated;
        this.owner = from.owner;
        this.parts = List.copyOf(from.parts);
        this.streams = List.copyOf(from.streams);
        this.parents = List.copyOf(from.parents);
        this.single = from.single;
        this.passing = from.passing;
        this.told = from.told;
        this.feed = from.feed;
        this.feedOfOne = from.feedOfOne;
    }

    /**
     * Begins a declaration.
     *
     * @param name what the collection is called in addresses, such as {@code bills}
     * @param one what a single one is called, such as {@code bill}
     * @param rows where they are
     * @param shape how one looks
     * @param <E> the thing
     * @return a declaration of a kind that is only listed
     */
    public static <E> Builder<E> of(String name, String one, Function<Archive, Repository<E>> rows, Shape<E> shape) {
        return new Builder<>(name, one, rows, shape);
    }

    /**
     * The address of the collection.
     *
     * @return such as {@code /api/v1/bills}
     */
    public String path() {
        return BASE + name;
    }

    /**
     * What the collection is called in addresses.
     *
     * @return such as {@code bills}
     */
    public String name() {
        return name;
    }

    /**
     * What a single one is called.
     *
     * @return such as {@code bill}
     */
    public String one() {
        return one;
    }

    Repository<E> rows(Archive archive) {
        return rows.apply(archive);
    }

    /**
     * How one looks.
     *
     * @return its shape
     */
    public Shape<E> shape() {
        return shape;
    }

    /**
     * How a single one is named in an address.
     *
     * @return nothing, if it is only listed
     */
    public Optional<Reference> reference() {
        return reference;
    }

    /**
     * The parameters by which the list can be narrowed.
     *
     * @return in the order of their declaration
     */
    public List<Criterion<E>> criteria() {
        return criteria;
    }

    /**
     * What the list can be sorted by.
     *
     * @return in the order of their declaration
     */
    public List<Field<E, ?>> sorts() {
        return sorts;
    }

    /**
     * What is written only when asked for.
     *
     * @return in the order of their declaration
     */
    public List<Include> includes() {
        return includes.stream().map(Expansion::include).toList();
    }

    List<Expansion<E>> expansions() {
        return includes;
    }

    /**
     * How it is written.
     *
     * @return nothing, if it is only read
     */
    public Optional<Editing<E>> editing() {
        return editing;
    }

    /**
     * The time of the latest change, by which the list can be narrowed with {@code updated_since}.
     *
     * @return nothing, if it cannot
     */
    public Optional<Field<E, Instant>> updated() {
        return updated;
    }

    /** What the archive knows of the row; nothing, if it counts no versions of this kind. */
    Optional<Revision> revision(E thing) {
        return revision.apply(thing);
    }

    /** What to say where nothing is found under an id. */
    ProblemException missing(Archive archive, EntityId id, String address) {
        return deleted.test(archive, id)
                ? new ProblemException(Problem.of(ProblemType.GONE, "the " + one + " at " + address + " was deleted"))
                : ProblemException.notFound("there is no " + one + " at " + address);
    }

    Optional<JurisdictionKey> owner(E thing) {
        return owner.apply(thing);
    }

    /**
     * What has an address below a single one.
     *
     * @return in the order of their declaration
     */
    public List<Part<E>> parts() {
        return parts;
    }

    /**
     * What tells events about a single one, below its address.
     *
     * @return in the order of their declaration
     */
    public List<EventStream.Declared<E>> streams() {
        return streams;
    }

    /**
     * The other kinds below whose single ones it is also listed.
     *
     * @return in the order of their declaration
     */
    public List<Below<E>> parents() {
        return parents;
    }

    /**
     * How a single one is answered.
     *
     * @return a part without a name of its own
     */
    public Part<E> single() {
        return single;
    }

    /**
     * What tells of all as it happens.
     *
     * @return empty for most
     */
    public Optional<EventStream.DeclaredList<E>> told() {
        return told;
    }

    /**
     * The feed of the list.
     *
     * @return the feed, if there is one
     */
    public Optional<Feeds.DeclaredList<E>> feed() {
        return feed;
    }

    /**
     * The feed of a single one.
     *
     * @return the feed, if there is one
     */
    public Optional<Feeds.Declared<E>> feedOfOne() {
        return feedOfOne;
    }

    /** Whether its answers stay as they are until something is told to have changed. */
    boolean lasts() {
        return !passing && told.isEmpty() && streams.isEmpty();
    }

    /** Whether it may be another the next moment. */
    boolean passing() {
        return passing;
    }

    /**
     * A declaration in the making.
     *
     * @param <E> the thing
     */
    public static final class Builder<E> {
        private final String name;
        private final String one;
        private final Function<Archive, Repository<E>> rows;
        private final Shape<E> shape;
        private Optional<Reference> reference = Optional.empty();
        private final List<Criterion<E>> criteria = new ArrayList<>();
        private final List<Field<E, ?>> sorts = new ArrayList<>();
        private final List<Expansion<E>> includes = new ArrayList<>();
        private Optional<Editing<E>> editing = Optional.empty();
        private Function<E, Optional<Revision>> revision = thing -> Optional.empty();
        private BiPredicate<Archive, EntityId> deleted = (archive, id) -> false;
        private Optional<Field<E, Instant>> updated = Optional.empty();
        private Function<E, Optional<JurisdictionKey>> owner = thing -> Optional.empty();
        private final List<Part<E>> parts = new ArrayList<>();
        private final List<EventStream.Declared<E>> streams = new ArrayList<>();
        private final List<Below<E>> parents = new ArrayList<>();
        private Part<E> single;
        private boolean passing;
        private Optional<EventStream.DeclaredList<E>> told = Optional.empty();
        private Optional<Feeds.DeclaredList<E>> feed = Optional.empty();
        private Optional<Feeds.Declared<E>> feedOfOne = Optional.empty();

        private Builder(String name, String one, Function<Archive, Repository<E>> rows, Shape<E> shape) {
            this.name = name;
            this.one = one;
            this.rows = rows;
            this.shape = shape;
            this.single = Part.one("", (archive, thing) -> thing, shape);
        }

        /**
         * Single ones have an address.
         *
         * @param by how they are named in it
         * @return this
         */
        public Builder<E> named(Reference by) {
            reference = Optional.of(by);
            return this;
        }

        /**
         * The list can be narrowed.
         *
         * @param more the parameters
         * @return this
         */
        @SafeVarargs
        public final Builder<E> filteredBy(Criterion<E>... more) {
            for (Criterion<E> each : more) {
                criteria.add(each);
            }
            return this;
        }

        /**
         * The list can be sorted.
         *
         * @param more the fields
         * @return this
         */
        @SafeVarargs
        public final Builder<E> sortedBy(Field<E, ?>... more) {
            for (Field<E, ?> each : more) {
                sorts.add(each);
            }
            return this;
        }

        /**
         * A part that it holds itself is written only when asked for.
         *
         * @param part the part
         * @return this
         */
        public Builder<E> including(Include part) {
            includes.add(Expansion.own(part));
            return this;
        }

        /**
         * Something is looked up when asked for, for all things of an answer at once.
         *
         * @param part what is looked up
         * @param lookUp finds it
         * @param <V> what is found
         * @return this
         */
        public <V> Builder<E> including(Included<V> part, Expansion.LookUp<E, V> lookUp) {
            includes.add(Expansion.of(part, lookUp));
            return this;
        }

        /**
         * The archive counts its versions.
         *
         * @param of tells the revision
         * @return this
         */
        public Builder<E> revised(Function<E, Revision> of) {
            revision = thing -> Optional.of(of.apply(thing));
            return this;
        }

        /**
         * The list can be narrowed to what changed in a stretch of time, so that nobody who follows it misses anything.
         *
         * @param at the time of the latest change
         * @return this
         */
        public Builder<E> dated(Field<E, Instant> at) {
            updated = Optional.of(at);
            return this;
        }

        /**
         * It can be written.
         *
         * @param how says which methods there are and what each does
         * @return this
         */
        public Builder<E> edited(Editing<E> how) {
            editing = Optional.of(how);
            return this;
        }

        /**
         * What was deleted is remembered.
         *
         * @param was tells whether there was one of that id
         * @return this
         */
        public Builder<E> remembered(BiPredicate<Archive, EntityId> was) {
            deleted = was;
            return this;
        }

        /**
         * It may be another the next moment: caches are to ask each time.
         *
         * @return this
         */
        public Builder<E> changing() {
            passing = true;
            return this;
        }

        /**
         * It is a list of what happens: told as it happens, and forgotten after a while.
         *
         * @param name the last part of the address of the events
         * @param meaning what they tell, in a sentence
         * @param source sends them
         * @return this
         */
        public Builder<E> told(String name, String meaning, EventStream.ListSource<E> source) {
            told = Optional.of(new EventStream.DeclaredList<>(name, meaning, source));
            return changing();
        }

        /**
         * The list can be had as an Atom feed too, latest first.
         *
         * @param meaning what the feed tells, in a sentence
         * @param without the filter of the list that the feed does not have
         * @param source makes it
         * @return this
         */
        public Builder<E> fed(String meaning, String without, Feeds.OfList<E> source) {
            feed = Optional.of(new Feeds.DeclaredList<>(meaning, without, source));
            return this;
        }

        /**
         * What happens to a single one can be had as an Atom feed.
         *
         * @param meaning what the feed tells, in a sentence
         * @param source makes it
         * @return this
         */
        public Builder<E> fed(String meaning, Feeds.OfOne<E> source) {
            feedOfOne = Optional.of(new Feeds.Declared<>(meaning, source));
            return this;
        }

        /**
         * It belongs to a legislature, whose notice goes with the answers.
         *
         * @param of tells the legislature
         * @return this
         */
        public Builder<E> owned(Function<E, JurisdictionKey> of) {
            owner = thing -> Optional.of(of.apply(thing));
            return this;
        }

        /**
         * Something has an address below a single one.
         *
         * @param more the parts
         * @return this
         */
        @SafeVarargs
        public final Builder<E> with(Part<E>... more) {
            for (Part<E> each : more) {
                parts.add(each);
            }
            return this;
        }

        /**
         * A single one can be followed.
         *
         * @param name the last part of the address
         * @param meaning what is told, in a sentence
         * @param source tells it
         * @return this
         */
        public Builder<E> followed(String name, String meaning, EventStream.Source<E> source) {
            streams.add(new EventStream.Declared<>(name, meaning, source));
            return this;
        }

        /**
         * It is also listed below single ones of another kind.
         *
         * @param parent what the other collection is called
         * @param field refers to the other
         * @return this
         */
        public Builder<E> below(String parent, Field<E, EntityId> field) {
            parents.add(new Below<>(parent, field));
            return this;
        }

        /**
         * A single one is answered in another way than as an element of the list.
         *
         * @param instead how; its name is not used
         * @return this
         */
        public Builder<E> single(Part<E> instead) {
            single = instead;
            return this;
        }

        /**
         * Ends the declaration.
         *
         * @return the declaration
         */
        public Resource<E> declare() {
            return new Resource<>(this);
        }
    }
}
