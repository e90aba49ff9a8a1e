// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A time during which a person sat for one party and one riding.
 *
 * @param session the session, where it is inferred from that session's ballots
 * @param party the party
 * @param riding the riding
 * @param province the province or territory
 * @param chamber where
 * @param from the first day that is known
 * @param to the last day; absent while it lasts
 * @param basis whether a source states it or ballots imply it
 */
public record Membership(
        Optional<SessionKey> session,
        Optional<PartyKey> party,
        Optional<String> riding,
        Optional<String> province,
        Chamber chamber,
        LocalDate from,
        Optional<LocalDate> to,
        Basis basis) {}
