// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * One member's vote in a division: {@code ca/44-1/house/928/89156}. It lives with its division.
 *
 * @param vote the division
 * @param person the member's id in the division's jurisdiction
 */
public record BallotKey(VoteKey vote, String person) implements EntityKey {
    private static final String WANTED = "a key such as ca/44-1/house/928/89156";

    /** Refuses a person id of another form. */
    public BallotKey {
        if (!MemberKey.isPerson(person)) {
            throw InvalidValueException.of("member", person, WANTED);
        }
    }

    /**
     * Reads a key such as {@code ca/44-1/house/928/89156}.
     *
     * @param text the key of the division and the person joined by a slash
     * @return the key
     * @throws InvalidValueException if it is none
     */
    public static BallotKey parse(String text) {
        int last = text.lastIndexOf('/');
        if (last < 0) {
            throw InvalidValueException.of("ballot", text, WANTED);
        }
        return new BallotKey(VoteKey.parse(text.substring(0, last)), text.substring(last + 1));
    }

    /**
     * Who voted.
     *
     * @return the member's key
     */
    public MemberKey member() {
        return new MemberKey(vote.session().jurisdiction(), person);
    }

    @Override
    public String type() {
        return "ballot";
    }

    @Override
    public String canonical() {
        return vote.canonical() + "/" + person;
    }

    @Override
    public EntityId id() {
        return EntityId.under(vote.id(), type(), canonical());
    }

    @Override
    public String toString() {
        return canonical();
    }
}
