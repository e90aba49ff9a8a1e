// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, and the ports through which it is told: a log that is written in the transaction of the change, who
 * sends it on, who takes it, and who remembers what was taken. Nothing here knows legislative words.
 */
@NullMarked
package ca.openpolicy.core.event;

import org.jspecify.annotations.NullMarked;
