// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.util.Set;

/** The methods that are known, so that an invented one makes no series and no span of its own. */
final class Methods {
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final Set<String> READ_ONLY = Set.of("GET", "HEAD", "OPTIONS");
    private static final String OTHER = "_OTHER";

    private Methods() {}

    /** The name that OpenTelemetry gives to it. */
    static String known(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }

    static boolean readsOnly(String method) {
        return READ_ONLY.contains(method);
    }
}
