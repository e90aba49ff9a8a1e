// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Coded;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.EntityKey;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of words that have an address, each with the last part of its collection's. */
enum Kind implements Coded {
    JURISDICTION("jurisdictions"),
    SESSION("sessions"),
    PARTY("parties"),
    MEMBER("members"),
    BILL("bills"),
    VOTE("votes"),
    BALLOT("ballots"),
    RUN("etl/runs");

    private static final String BASE = "/api/v1/";

    private final String root;

    Kind(String collection) {
        root = BASE + collection + "/";
    }

    static String url(EntityKey key) {
        return Coded.parse(Kind.class, "type", key.type()).root + key.canonical();
    }

    String url(EntityId id) {
        return root + id;
    }

    static Optional<Kind> ofUrl(String url) {
        return Arrays.stream(values()).filter(kind -> url.startsWith(kind.root)).findFirst();
    }

    Optional<String> keyIn(String url) {
        return url.startsWith(root) ? Optional.of(url.substring(root.length())) : Optional.empty();
    }
}
