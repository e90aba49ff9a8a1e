// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

/** What the program ends with. */
final class ExitCode {
    static final int OK = 0;
    /** It could not do what it was called for. */
    static final int FAILED = 1;
    /** Good data was imported; at least one file or row was rejected. */
    static final int REJECTED = 2;
    /** It was stopped. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
