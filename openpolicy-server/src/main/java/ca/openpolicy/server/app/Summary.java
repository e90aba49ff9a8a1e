// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Run;
import java.io.PrintStream;
import java.util.List;

/** Says in lines what a run did. */
final class Summary {
    private static final int SHOWN_REJECTIONS = 20;
    private static final int READ_NOTICES = 10_000;

    private Summary() {}

    static String of(Run run) {
        Run.Counts counts = run.counts();
        return run.state().code().replace('_', ' ') + ", " + counts.files() + " files, " + counts.read()
                + " rows read, " + counts.created() + " created, " + counts.updated() + " updated, "
                + counts.unchanged() + " unchanged, " + counts.rejected() + " rejected, " + counts.warnings()
                + " warnings";
    }

    /** What could not be taken, as far as it fits a screen. */
    static void rejections(Archive archive, Run run, PrintStream out) {
        if (run.counts().rejected() == 0) {
            return;
        }
        List<Run.Notice> rejected = archive.runs().notices(run.id(), 0, READ_NOTICES).stream()
                .filter(Run.Notice::rejected)
                .toList();
        rejected.stream().limit(SHOWN_REJECTIONS).forEach(notice -> out.println("rejected: " + line(notice)));
        if (run.counts().rejected() > SHOWN_REJECTIONS) {
            out.println("rejected: and " + (run.counts().rejected() - SHOWN_REJECTIONS) + " more, see /api/v1/etl/runs/"
                    + run.id());
        }
    }

    private static String line(Run.Notice notice) {
        String place = notice.line() > 0 ? notice.file() + ":" + notice.line() : notice.file();
        return place + ": " + notice.code() + ": " + notice.message();
    }
}
