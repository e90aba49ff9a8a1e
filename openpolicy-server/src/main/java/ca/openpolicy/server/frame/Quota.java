// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

/**
 * How often one caller may ask.
 *
 * @param perMinute how many requests in a minute that begins with the first of them
 * @param perHour how many in an hour
 */
public record Quota(long perMinute, long perHour) {}
