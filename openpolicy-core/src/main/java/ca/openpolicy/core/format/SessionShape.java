// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.Optional;

/** A session. */
final class SessionShape implements Reading.Part<Session> {
    static final Shape<Session> SHAPE = ShapeBuilder.<Session>named("Session", "A session of a legislature.")
            .identity(Session::key)
            .of(
                    "jurisdiction",
                    "The legislature's code.",
                    Types.STRING,
                    session -> session.key().jurisdiction().code())
            .of(
                    "parliament",
                    "The number of the parliament.",
                    Types.INTEGER,
                    session -> session.key().parliament())
            .of(
                    "session",
                    "The number within the parliament.",
                    Types.INTEGER,
                    session -> session.key().session())
            .of("name", "Its name.", Types.TEXT, Session::name)
            .maybe("start", "Its first day.", Types.DATE, Session::start)
            .maybe("end", "Its last day; null while it lasts or where no source says.", Types.DATE, Session::end)
            .of(
                    "bills",
                    "How many bills the archive holds of it.",
                    Types.INTEGER,
                    session -> session.counts().bills())
            .of(
                    "votes",
                    "How many divisions the archive holds of it.",
                    Types.INTEGER,
                    session -> session.counts().votes())
            .of(
                    "ballots",
                    "How many recorded ballots the archive holds of it.",
                    Types.INTEGER,
                    session -> session.counts().ballots())
            .of(
                    "members",
                    "How many distinct members have a recorded ballot in it.",
                    Types.INTEGER,
                    session -> session.counts().members())
            .like(() -> Examples.SESSION);

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
