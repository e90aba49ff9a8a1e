// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventSource;
import ca.openpolicy.core.format.WordEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells what happens to words in the transaction in which it happens, if anybody wants to know. */
final class Telling {
    private static final String SOURCE = "openpolicy";

    private final Optional<EventOutlet> outlet;
    private final WordEvents events;

    Telling(ArchiveSettings settings, Ambient ambient) {
        this.outlet = settings.events();
        this.events = WordEvents.by(EventSource.traced(
                SOURCE, ambient, outlet.map(EventOutlet::trace).orElse(Optional::empty)));
    }

    /** Whether anybody wants to know. */
    boolean heard() {
        return outlet.isPresent();
    }

    /** Events are not even made where nobody takes them. */
    void tell(Connection connection, Function<WordEvents, List<Event>> what) throws SQLException {
        if (outlet.isPresent()) {
            outlet.get().log().append(connection, what.apply(events));
        }
    }

    /** The same as a statement, to go with others. */
    Optional<Sql> told(Function<WordEvents, List<Event>> what) {
        return outlet.map(each -> each.log().appendStatement(what.apply(events)))
                .map(append -> new Sql(append.sql(), append.parameters()));
    }

    void committed() {
        outlet.ifPresent(each -> each.committed().run());
    }
}
