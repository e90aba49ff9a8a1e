// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.SessionKey;

/**
 * A parliament of a legislature: the sessions between two general elections. What is derived is derived for whole
 * terms.
 *
 * @param jurisdiction the legislature
 * @param parliament its number
 */
record Term(JurisdictionKey jurisdiction, int parliament) {
    static Term of(SessionKey session) {
        return new Term(session.jurisdiction(), session.parliament());
    }

    boolean has(SessionKey session) {
        return of(session).equals(this);
    }
}
