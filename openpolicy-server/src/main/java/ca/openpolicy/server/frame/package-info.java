// SPDX-License-Identifier: Apache-2.0
/**
 * What is around every request: listening, limits, identity, logs, metrics, health, and the answers to what goes wrong.
 * Open {@link ca.openpolicy.server.frame.HttpFrame} first.
 */
@NullMarked
package ca.openpolicy.server.frame;

import org.jspecify.annotations.NullMarked;
