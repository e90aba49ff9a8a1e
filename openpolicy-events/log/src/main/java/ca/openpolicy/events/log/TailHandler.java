// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Recorded;
import java.util.List;

/** What a node makes of all that happens: a cache, an index. */
public interface TailHandler {
    /**
     * Takes what happened, in the order of the stream. After a failure or a crash the last events come again.
     *
     * @param stream in which database
     * @param events at least one
     * @throws Exception if they cannot be taken now; they come again
     */
    void take(String stream, List<Recorded> events) throws Exception;

    /**
     * Starts anew from the data themselves, because this tail is new or what it has not seen is kept no more. Whatever
     * changes after the call begins comes by {@link #take}.
     *
     * @param stream in which database
     * @throws Exception if it cannot be done now; it is asked for again
     */
    void snapshot(String stream) throws Exception;
}
