// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import ca.openpolicy.verification.faults.FaultProxy.Direction;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong on every connection at a moment.
 *
 * @param delayToServer how much later than sent something arrives at the server
 * @param delayToClient how much later than sent something arrives at the client
 * @param bytesPerSecond how much passes, on each connection and in each direction; 0 for no limit
 * @param stopped the direction in which nothing passes, though all stays open
 * @param swallowing whether everything is taken and nothing is passed on
 * @param corruption the share of bytes of which one bit is turned
 * @param seed of the choice of those
 */
record Faults(
        Duration delayToServer,
        Duration delayToClient,
        long bytesPerSecond,
        Optional<Direction> stopped,
        boolean swallowing,
        double corruption,
        long seed) {
    static final Faults NONE = new Faults(Duration.ZERO, Duration.ZERO, 0, Optional.empty(), false, 0, 0);

    Duration delay(Direction direction) {
        return switch (direction) {
            case TO_SERVER -> delayToServer;
            case TO_CLIENT -> delayToClient;
        };
    }

    boolean isStopped(Direction direction) {
        return stopped.filter(direction::equals).isPresent();
    }

    Faults withDelays(Duration toServer, Duration toClient) {
        return new Faults(toServer, toClient, bytesPerSecond, stopped, swallowing, corruption, seed);
    }

    Faults withRate(long newBytesPerSecond) {
        return new Faults(delayToServer, delayToClient, newBytesPerSecond, stopped, swallowing, corruption, seed);
    }

    Faults withStopped(Direction direction) {
        return new Faults(
                delayToServer, delayToClient, bytesPerSecond, Optional.of(direction), swallowing, corruption, seed);
    }

    Faults withSwallowing() {
        return new Faults(delayToServer, delayToClient, bytesPerSecond, stopped, true, corruption, seed);
    }

    Faults withCorruption(double share, long newSeed) {
        return new Faults(delayToServer, delayToClient, bytesPerSecond, stopped, swallowing, share, newSeed);
    }
}
