// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;

/**
 * The latest thing that happened to a bill.
 *
 * @param date the day, in the legislature's own time zone
 * @param text what happened
 */
public record LastEvent(LocalDate date, Text text) {}
