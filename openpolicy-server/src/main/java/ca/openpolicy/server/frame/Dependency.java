// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

/**
 * How something is that must be well before the server is ready.
 *
 * @param name what it is called
 * @param ready whether it is well
 * @param state what it says of itself, in a few words
 */
public record Dependency(String name, boolean ready, String state) {}
