// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks something that must be well before the server is ready.
 *
 * @param name what it is called
 * @param timeout how long it may take to say how it is
 * @param ofStart whether the server has not even started before it was well
 * @param ask says how it is; what it throws counts as not well
 */
public record HealthCheck(String name, Duration timeout, boolean ofStart, Supplier<Dependency> ask) {}
