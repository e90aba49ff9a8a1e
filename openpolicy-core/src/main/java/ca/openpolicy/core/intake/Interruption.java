// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

/** Whether somebody wants the run to stop. */
final class Interruption {
    private Interruption() {}

    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the import was stopped");
        }
    }
}
