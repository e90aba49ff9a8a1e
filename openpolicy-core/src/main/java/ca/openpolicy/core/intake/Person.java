// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.MemberKey;
import java.nio.charset.StandardCharsets;

/** A person of a {@link Roll}; there is one object for each. */
final class Person implements Comparable<Person> {
    private final MemberKey key;
    private final byte[] form;

    Person(MemberKey key) {
        this.key = key;
        this.form = key.person().getBytes(StandardCharsets.UTF_8);
    }

    MemberKey key() {
        return key;
    }

    /** The id as bytes; shared, not to be changed. */
    byte[] form() {
        return form;
    }

    @Override
    public int compareTo(Person other) {
        return key.person().compareTo(other.key.person());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
