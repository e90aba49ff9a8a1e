// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Texts that come again and again in the ballots of a source, kept once: names, ridings, provinces, parties. When it is
 * full it keeps no more and everything goes on. Safe for use by many threads.
 */
final class Pool {
    private static final int MOST = 50_000;
    private static final int LONGEST = 200;

    /** A member as ballots name them. */
    record Person(String name, Optional<String> riding) {}

    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Optional<String>> words = new ConcurrentHashMap<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** The name and the riding of {@code First Last (Riding)}. */
    Person person(String field) {
        return kept(people, field, Pool::split);
    }

    /** A word, stripped; a blank one is absent. */
    Optional<String> word(String field) {
        return kept(words, field, Pool::present);
    }

    String id(String id) {
        return kept(ids, id, Function.identity());
    }

    private static <T> T kept(Map<String, T> map, String key, Function<String, T> make) {
        T known = map.get(key);
        if (known != null) {
            return known;
        }
        T made = make.apply(key);
        if (map.size() < MOST && key.length() <= LONGEST) {
            map.putIfAbsent(key, made);
        }
        return made;
    }

    private static Optional<String> present(String text) {
        return Optional.of(text.strip()).filter(word -> !word.isEmpty());
    }

    /** The riding is the last group in brackets, which may hold brackets itself. */
    private static Person split(String field) {
        String text = field.strip();
        int open = text.endsWith(")") ? opening(text) : -1;
        if (open <= 0) {
            return new Person(text, Optional.empty());
        }
        return new Person(text.substring(0, open).strip(), present(text.substring(open + 1, text.length() - 1)));
    }

    private static int opening(String text) {
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            if (text.charAt(i) == ')') {
                depth++;
            } else if (text.charAt(i) == '(' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
