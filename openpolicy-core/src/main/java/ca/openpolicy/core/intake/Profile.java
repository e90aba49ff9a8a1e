// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.PartyKey;
import java.util.Optional;

/** How a person appeared at some moment. There is one object for each in a {@link Roll}. */
final class Profile {
    static final int NO_PARTY = -1;

    private final int number;
    private final String name;
    private final Optional<PartyKey> party;
    private final Optional<String> riding;
    private final int partyNumber;
    private final byte[] form;

    Profile(int number, String name, Optional<PartyKey> party, Optional<String> riding, int partyNumber, byte[] form) {
        this.number = number;
        this.name = name;
        this.party = party;
        this.riding = riding;
        this.partyNumber = partyNumber;
        this.form = form;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    Optional<PartyKey> party() {
        return party;
    }

    Optional<String> riding() {
        return riding;
    }

    /** The party's number in the roll, or {@link #NO_PARTY}. */
    int partyNumber() {
        return partyNumber;
    }

    /** The canonical form; shared, not to be changed. */
    byte[] form() {
        return form;
    }

    boolean sameSeat(Profile other) {
        return party.equals(other.party) && riding.equals(other.riding);
    }
}
