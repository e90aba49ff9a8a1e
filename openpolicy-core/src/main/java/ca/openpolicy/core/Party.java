// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * A party or caucus of a legislature.
 *
 * @param key the legislature and the slug
 * @param name the name that the legislature uses
 */
public record Party(PartyKey key, Text name) {}
