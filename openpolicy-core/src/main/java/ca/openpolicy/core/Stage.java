// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One stage of a bill.
 *
 * @param chamber where; absent for royal assent
 * @param name which
 * @param state how far it came
 * @param date the day of that state, in the legislature's own time zone
 * @param committee the committee's name, absent in both languages where there is none
 */
public record Stage(
        Optional<Chamber> chamber, StageName name, StageState state, Optional<LocalDate> date, Text committee) {}
