// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.Optional;

/** A session. */
final class SessionShape implements WordShape<Session> {
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

    @Override
    public Optional<Session> read(Reading in) {
        Optional<SessionKey> key = in.identity(SessionKey::parse);
        in.same("kind", Optional.of(Kind.SESSION.code()));
        in.same("jurisdiction", key.map(each -> each.jurisdiction().code()));
        in.sameNumber("parliament", key.map(SessionKey::parliament));
        in.sameNumber("session", key.map(SessionKey::session));
        Text name = in.text("name");
        Optional<LocalDate> start = in.date("start");
        Optional<LocalDate> end = in.date("end");
        Session.Counts counts =
                new Session.Counts(in.count("bills"), in.count("votes"), in.count("ballots"), in.count("members"));
        return in.word(() -> new Session(key.orElseThrow(), name, start, end, counts));
    }
}
