// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.VoteKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** The ballots of one division as one file records them. */
final class CastSet {
    /**
     * What is believed most first: by rank, then more ballots, then an order of content that is only there to be
     * stable.
     */
    static final Comparator<CastSet> BELIEVED = Comparator.comparing(CastSet::rank)
            .thenComparing(CastSet::size, Comparator.reverseOrder())
            .thenComparing(CastSet::form, Arrays::compareUnsigned)
            .thenComparing(CastSet::place);

    private final VoteKey vote;
    private final Place place;
    private Rank rank;
    private Person[] persons = new Person[0];
    private Profile[] profiles = new Profile[0];
    private byte[] marks = new byte[0];
    private int size;
    private Set<Person> seen = new HashSet<>();

    CastSet(VoteKey vote, Rank rank, Place place) {
        this.vote = vote;
        this.rank = rank;
        this.place = place;
    }

    /** A believed source beside another lends its rank to the whole. */
    void believe(Rank other) {
        rank = other.compareTo(rank) < 0 ? other : rank;
    }

    /** Takes a ballot; returns whether it is this person's first. */
    boolean add(Person person, Profile profile, byte mark) {
        if (!seen.add(person)) {
            return false;
        }
        room(size + 1);
        persons[size] = person;
        profiles[size] = profile;
        marks[size] = mark;
        size++;
        return true;
    }

    private void room(int wanted) {
        if (wanted > persons.length) {
            int length = Math.max(wanted, persons.length + (persons.length >> 1));
            persons = Arrays.copyOf(persons, length);
            profiles = Arrays.copyOf(profiles, length);
            marks = Arrays.copyOf(marks, length);
        }
    }

    /** Nothing more is added; gives back what only adding needs. */
    CastSet done() {
        seen = Set.of();
        persons = Arrays.copyOf(persons, size);
        profiles = Arrays.copyOf(profiles, size);
        marks = Arrays.copyOf(marks, size);
        return this;
    }

    VoteKey vote() {
        return vote;
    }

    Place place() {
        return place;
    }

    Rank rank() {
        return rank;
    }

    int size() {
        return size;
    }

    int count(Choice choice) {
        return (int) IntStream.range(0, size)
                .filter(index -> Mark.choice(marks[index]) == choice)
                .count();
    }

    Person person(int index) {
        return persons[index];
    }

    Profile profile(int index) {
        return profiles[index];
    }

    byte mark(int index) {
        return marks[index];
    }

    /** What it says, in one form whatever the order of its rows. */
    byte[] form() {
        Encoder encoder = new Encoder();
        IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing(this::person))
                .forEach(index -> encoder.raw(persons[index].form())
                        .raw(profiles[index].form())
                        .small(marks[index]));
        return encoder.take();
    }
}
