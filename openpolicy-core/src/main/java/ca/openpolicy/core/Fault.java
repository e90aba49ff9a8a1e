// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * One thing that is wrong with a draft.
 *
 * @param pointer where: a JSON pointer (RFC 6901), such as {@code /title/en}
 * @param detail what is wrong and what is allowed
 */
public record Fault(String pointer, String detail) {}
