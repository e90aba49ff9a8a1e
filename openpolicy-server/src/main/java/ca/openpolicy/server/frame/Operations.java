// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

/** The addresses of those who watch the server: never counted, never kept waiting. */
final class Operations {
    static final String HEALTH = "/health";
    static final String READY = "/ready";
    static final String METRICS = "/metrics";

    private Operations() {}

    static boolean isAt(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/") || path.equals(READY) || path.equals(METRICS);
    }
}
