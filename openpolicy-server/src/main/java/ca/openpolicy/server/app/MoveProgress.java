// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.storage.shard.move.MoveListener;
import ca.openpolicy.storage.shard.move.Stage;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far a move is: a line for each stage of the whole, and one for each batch that has arrived.
 *
 * @param out where to
 */
record MoveProgress(PrintStream out) implements MoveListener {
    @Override
    public void reached(Stage stage, int batch, int batches) {
        if (batch == 0) {
            out.println(stage.name().toLowerCase(Locale.ROOT));
        } else if (stage == Stage.ARRIVED) {
            out.println("batch " + batch + " of " + batches + " arrived");
        }
    }
}
