// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

/** Sees every request, also those that reach no route. */
interface ExchangeObserver {
    /** The head was read. */
    default void began(Exchange exchange) {}

    /** The answer was sent, or the connection lost. */
    void ended(Exchange exchange);
}
