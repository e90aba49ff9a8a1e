// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Run;

/** A run of an import. */
final class RunShape implements Shape<Run> {
    @Override
    public void write(Run run, Pen pen) {
        pen.id("id", run.id());
        pen.id("key", run.id());
        pen.string("url", Kind.RUN.url(run.id()));
        pen.string("source", run.source());
        pen.code("state", run.state());
        pen.instant("started", run.started());
        pen.instant("finished", run.finished());
        pen.object("counts", run.counts(), RunShape::counts);
    }

    private static void counts(Run.Counts counts, Pen pen) {
        pen.number("files", counts.files());
        pen.number("read", counts.read());
        pen.number("created", counts.created());
        pen.number("updated", counts.updated());
        pen.number("unchanged", counts.unchanged());
        pen.number("rejected", counts.rejected());
        pen.number("warnings", counts.warnings());
    }
}
