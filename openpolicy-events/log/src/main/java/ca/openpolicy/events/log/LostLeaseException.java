// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

/** Another has the lease now, so that nothing more may be done under it. */
final class LostLeaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostLeaseException(String relay) {
        super("another has taken over the relay " + relay);
    }
}
