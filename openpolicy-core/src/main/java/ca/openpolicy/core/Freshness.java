// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.Instant;
import java.util.Optional;

/**
 * How old what came from a source is.
 *
 * @param source the name of the source
 * @param lastRun the latest run
 * @param lastSuccess when a run last ended well; absent if none did
 */
public record Freshness(String source, Run lastRun, Optional<Instant> lastSuccess) {}
