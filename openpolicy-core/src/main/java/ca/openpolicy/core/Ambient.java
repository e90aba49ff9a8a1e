// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What a library takes from the world around it, handed in so that a test can hold time and chance still.
 *
 * @param clock what time it is
 * @param random chance; must be safe for use by many threads
 */
public record Ambient(Clock clock, RandomGenerator random) {
    /**
     * The system's own clock and chance.
     *
     * @return the surroundings of an ordinary process
     */
    public static Ambient system() {
        return new Ambient(Clock.systemUTC(), new SecureRandom());
    }
}
