// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Session;

/** A session. */
final class SessionShape implements Shape<Session> {
    @Override
    public void write(Session session, Pen pen) {
        pen.identity(session.key());
        pen.string("jurisdiction", session.key().jurisdiction().code());
        pen.number("parliament", session.key().parliament());
        pen.number("session", session.key().session());
        pen.text("name", session.name());
        pen.date("start", session.start());
        pen.date("end", session.end());
        pen.number("bills", session.counts().bills());
        pen.number("votes", session.counts().votes());
        pen.number("ballots", session.counts().ballots());
        pen.number("members", session.counts().members());
    }
}
