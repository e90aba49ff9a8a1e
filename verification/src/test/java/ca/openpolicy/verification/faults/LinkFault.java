// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import java.time.Duration;

/** What may become of the way to an engine. */
public enum LinkFault {
    DOWN,
    SLOW,
    BLACK_HOLE,
    DEAF,
    DUMB,
    RESET,
    THROTTLED,
    CORRUPT,
    SELDOM_CORRUPT;

    private static final Duration HALF_OF_SLOW = Duration.ofMillis(250);

    public void befall(FaultProxy proxy) {
        switch (this) {
            case DOWN -> {
                proxy.refuse();
                proxy.cut();
            }
            case SLOW -> proxy.delay(HALF_OF_SLOW, HALF_OF_SLOW);
            case BLACK_HOLE -> proxy.blackHole();
            case DEAF -> proxy.halfOpen(FaultProxy.Direction.TO_CLIENT);
            case DUMB -> proxy.halfOpen(FaultProxy.Direction.TO_SERVER);
            case RESET -> proxy.reset();
            case THROTTLED -> proxy.throttle(2_000);
            case CORRUPT -> proxy.corrupt(0.01, 53);
            case SELDOM_CORRUPT -> proxy.corrupt(0.000_3, 54);
        }
    }
}
