// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.event;

/**
 * An event in a log.
 *
 * @param position where; positions grow, have gaps, and are those of one log alone
 * @param event what happened
 */
public record Recorded(long position, Event event) {}
