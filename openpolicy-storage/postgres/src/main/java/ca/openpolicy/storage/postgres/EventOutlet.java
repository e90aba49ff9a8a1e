// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.event.EventLog;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an archive tells what happens to its words.
 *
 * @param log is written in the transaction of each change; its tables are made by whoever gives it
 * @param committed is called after each commit, by the thread that wrote, and must return at once: it may wake a relay
 * @param trace the trace that the calling thread works in (W3C Trace Context), which the events carry on; or empty
 */
public record EventOutlet(EventLog log, Runnable committed, Supplier<Optional<String>> trace) {}
