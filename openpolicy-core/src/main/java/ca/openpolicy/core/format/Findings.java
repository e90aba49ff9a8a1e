// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Fault;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is found while a word is read: what is wrong with it, up to a limit, and the names of parties that it mentions.
 */
final class Findings {
    private static final int LONGEST_NAME = 100;

    private final List<Fault> found = new ArrayList<>();
    private final Map<PartyKey, Text> names = new HashMap<>();
    private final int limit;
    private long count;

    Findings(int limit) {
        this.limit = limit;
    }

    void add(String pointer, String detail) {
        count++;
        if (found.size() < limit) {
            found.add(new Fault(pointer, detail));
        }
    }

    /** How many there were so far, also beyond the limit. */
    long count() {
        return count;
    }

    List<Fault> all() {
        return List.copyOf(found);
    }

    void name(PartyKey party, Text name) {
        names.merge(party, name, Text::or);
    }

    /** What a party is called; absent in both languages if the word does not say. */
    Text nameOf(PartyKey party) {
        return names.getOrDefault(party, Text.NONE);
    }

    /** The pointer of a part (RFC 6901). */
    static String pointer(String parent, String name) {
        return parent + "/" + segment(name);
    }

    /** A name in a pointer; one that is longer than any name of ours is cut. */
    static String segment(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
