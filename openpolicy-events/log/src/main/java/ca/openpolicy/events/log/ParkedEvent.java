// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.log;

import ca.openpolicy.core.event.Recorded;
import java.time.Instant;

/**
 * An event that waits, or is dead.
 *
 * @param stream in which database
 * @param recorded the event
 * @param reason why it was refused
 * @param attempts how often it was tried
 * @param retryAt when it is tried again
 * @param dead whether it was tried too often
 */
public record ParkedEvent(
        String stream, Recorded recorded, String reason, int attempts, Instant retryAt, boolean dead) {}
