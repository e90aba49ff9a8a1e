// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Folded;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Forms of address before the names of persons. */
final class Names {
    private static final Set<String> SENATORS = Set.of("sen", "senator", "senateur", "senatrice");
    private static final Set<String> TITLES = Set.of(
            "hon",
            "honourable",
            "honorable",
            "lhon",
            "lhonorable",
            "mr",
            "mrs",
            "ms",
            "miss",
            "mme",
            "mlle",
            "m",
            "dr",
            "sen",
            "senator",
            "senateur",
            "senatrice");
    private static final Set<String> BEFORE_TITLES = Set.of("right", "rt", "very", "tres", "the", "le", "la");

    private Names() {}

    /** The name without forms of address, as it was written otherwise. */
    static String plain(String name) {
        String[] words = name.strip().split("\\s+");
        int start = 0;
        while (start < words.length - 1 && isAddress(words, start)) {
            start++;
        }
        return Arrays.stream(words).skip(start).collect(Collectors.joining(" "));
    }

    /** The name as it is compared. */
    static String folded(String name) {
        return Folded.of(plain(name)).text();
    }

    /** Whether the form of address is that of a senator. */
    static boolean senator(String name) {
        String plain = plain(name);
        String address = name.strip();
        return Arrays.stream(Folded.of(address.substring(0, Math.max(0, address.length() - plain.length())))
                        .text()
                        .split(" "))
                .anyMatch(SENATORS::contains);
    }

    private static boolean isAddress(String[] words, int index) {
        String word = Folded.of(words[index]).text();
        if (TITLES.contains(word)) {
            return true;
        }
        return BEFORE_TITLES.contains(word) && index + 2 < words.length && isAddress(words, index + 1);
    }
}
