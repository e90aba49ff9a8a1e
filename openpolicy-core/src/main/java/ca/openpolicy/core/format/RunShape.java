// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Run;

/** A run of an import. */
final class RunShape {
    private static final Shape<Run.Counts> COUNTS = ShapeBuilder.<Run.Counts>named(
                    "RunCounts", "What a run of an import did.")
            .of("files", "How many files it read.", Types.INTEGER, Run.Counts::files)
            .of("read", "How many rows it read.", Types.INTEGER, Run.Counts::read)
            .of("created", "How many entities were new.", Types.INTEGER, Run.Counts::created)
            .of("updated", "How many entities were changed.", Types.INTEGER, Run.Counts::updated)
            .of("unchanged", "How many entities were left untouched.", Types.INTEGER, Run.Counts::unchanged)
            .of("rejected", "How many files and rows were refused.", Types.INTEGER, Run.Counts::rejected)
            .of("warnings", "How many warnings there are.", Types.INTEGER, Run.Counts::warnings)
            .like(() -> Examples.RUN.counts());

    static final Shape<Run> SHAPE = ShapeBuilder.<Run>named("Run", "A run of an import.")
            .of("id", "An opaque identifier that never changes.", Types.ID, Run::id)
            .of("key", "The same as the id.", Types.ID, Run::id)
            .of("url", "Where it is found.", Types.ADDRESS, run -> Kind.RUN.url(run.id()))
            .of("source", "The name of the source.", Types.STRING, Run::source)
            .of("state", "How it went.", Types.code(Run.State.class), Run::state)
            .of("started", "When it began.", Types.INSTANT, Run::started)
            .maybe("finished", "When it ended; null while it runs.", Types.INSTANT, Run::finished)
            .of("counts", "What it did.", Types.object(COUNTS), Run::counts)
            .included(
                    Included.WARNINGS,
                    "warnings",
                    "What it noticed; only where a single run is answered.",
                    Types.listOf(Types.whole(() -> NoticeShape.SHAPE)),
                    Run::id)
            .like(() -> Examples.RUN);

    private RunShape() {}
}
