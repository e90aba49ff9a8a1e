// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import java.util.logging.LogManager;

/** Keeps the log open while the shutdown hooks close everything else. */
public final class PatientLog extends LogManager {
    /** Made by the logging of the JDK, by name. */
    public PatientLog() {}

    @Override
    public void reset() {
        // the JDK would close the log in a shutdown hook of its own, beside ours
    }
}
