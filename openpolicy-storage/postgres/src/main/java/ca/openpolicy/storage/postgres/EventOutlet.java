// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.event.EventLog;

/**
 * Where an archive tells what happens to its words.
 *
 * @param log is written in the transaction of each change; its tables are made by whoever gives it
 * @param committed is called after each commit, by the thread that wrote, and must return at once: it may wake a relay
 */
public record EventOutlet(EventLog log, Runnable committed) {}
