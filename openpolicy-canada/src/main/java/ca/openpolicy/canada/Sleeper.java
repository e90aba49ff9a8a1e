// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.time.Duration;

/** Waits; handed in so that a test need not. */
interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
}
