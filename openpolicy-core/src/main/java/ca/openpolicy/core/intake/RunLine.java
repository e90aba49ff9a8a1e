// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run;
import java.time.Duration;

/** A finished run in one line. */
final class RunLine {
    private RunLine() {}

    static String of(Run run) {
        Run.Counts counts = run.counts();
        long millis = run.finished()
                .map(end -> Duration.between(run.started(), end).toMillis())
                .orElse(0L);
        return "%s after %d.%d s: %d files, %d rows, %d created, %d updated, %d unchanged, %d rejected, %d warnings"
                .formatted(
                        run.state().code().replace('_', ' '),
                        millis / 1000,
                        millis % 1000 / 100,
                        counts.files(),
                        counts.read(),
                        counts.created(),
                        counts.updated(),
                        counts.unchanged(),
                        counts.rejected(),
                        counts.warnings());
    }
}
