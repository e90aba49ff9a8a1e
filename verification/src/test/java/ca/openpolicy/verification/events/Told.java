// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

/**
 * That an aggregate came to a version.
 *
 * @param aggregate its id
 * @param version the version
 */
record Told(String aggregate, long version) {}
