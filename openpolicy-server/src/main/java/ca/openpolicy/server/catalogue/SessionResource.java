// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.catalogue;

import ca.openpolicy.core.Field;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.WholeList;

/** Declares the sessions. */
public final class SessionResource {
    private static final Field<Session, String> JURISDICTION = Field.text("jurisdiction");
    private static final Field<Session, String> SESSION = Field.text("session");

    private SessionResource() {}

    /**
     * The sessions.
     *
     * @return the declaration
     */
    public static Resource<Session> declare() {
        return Resource.<Session>of(
                        "sessions",
                        "session",
                        archive -> WholeList.of(
                                        "sessions",
                                        archive.catalogue().sessions(),
                                        session -> session.key().id())
                                .with(
                                        JURISDICTION,
                                        session -> session.key().jurisdiction().code())
                                .with(SESSION, session -> session.key().code()),
                        Shapes.SESSION)
                .named(Reference.byKey("jurisdiction/session", SessionKey::parse))
                .filteredBy(Criteria.jurisdiction(JURISDICTION), Criteria.session(SESSION, JURISDICTION))
                .owned(session -> session.key().jurisdiction())
                .declare();
    }
}
