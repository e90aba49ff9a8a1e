// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.ZoneId;

/**
 * A legislature.
 *
 * @param key its code
 * @param name its name
 * @param zone the time zone in which its days and times are told
 * @param notice what must be said wherever its data is shown; absent in both languages where nothing must
 */
public record Jurisdiction(JurisdictionKey key, Text name, ZoneId zone, Text notice) {}
