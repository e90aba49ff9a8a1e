// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Run;
import ca.openpolicy.server.etl.Import;
import ca.openpolicy.server.frame.Dependency;

/** What the import of the start says of itself to whoever asks whether the server is ready. */
final class FirstImport {
    private static final String NAME = "import";

    private FirstImport() {}

    static Dependency state(Import.Step step) {
        return switch (step.state()) {
            case WAITING -> new Dependency(NAME, false, "waits for its files");
            case READING -> new Dependency(NAME, false, "reads file " + step.done() + " of " + step.total());
            case LOADING ->
                new Dependency(NAME, false, "loads " + step.what() + ", " + step.done() + " of " + step.total());
            case FINISHED -> finished(step.run().orElseThrow());
            case BROKEN ->
                new Dependency(NAME, false, "failed; the log, and the record of the run if there is one, say why");
        };
    }

    private static Dependency finished(Run run) {
        return switch (run.state()) {
            case SUCCEEDED, SUCCEEDED_WITH_REJECTIONS -> new Dependency(NAME, true, "finished: " + Summary.of(run));
            case RUNNING, INTERRUPTED, FAILED -> new Dependency(NAME, false, Summary.of(run));
        };
    }
}
