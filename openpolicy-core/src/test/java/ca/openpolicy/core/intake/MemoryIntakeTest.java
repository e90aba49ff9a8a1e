// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Archive;

/** The intake's contract on an archive in memory. */
final class MemoryIntakeTest extends IntakeContract {
    @Override
    protected Archive emptyArchive() {
        return new MemoryArchive();
    }
}
