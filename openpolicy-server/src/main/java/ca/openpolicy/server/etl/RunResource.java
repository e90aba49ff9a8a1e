// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Runs;
import ca.openpolicy.core.format.Included;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.server.Criteria;
import ca.openpolicy.server.Part;
import ca.openpolicy.server.Reference;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Declares the runs of the imports. */
public final class RunResource {
    private static final Part<Run> WITH_WARNINGS =
            new Part<>("", Shapes.RUN, false, true, Map.of(), RunResource::withWarnings, Optional.empty());

    private RunResource() {}

    /**
     * The runs.
     *
     * @param imports those that go on beside the interface
     * @return the declaration
     */
    public static Resource<Run> declare(Supplier<Imports> imports) {
        return Resource.<Run>of("etl/runs", "run", Archive::runs, Shapes.RUN)
                .named(Reference.byId())
                .filteredBy(Criteria.of(Runs.SOURCE), Criteria.of(Runs.STATE))
                .changing()
                .single(WITH_WARNINGS)
                .followed("events", "How an import goes on, until it ends.", new RunEvents(imports))
                .edited(RunOrders.declare(imports))
                .declare();
    }

    /** A single run brings a stretch of what it noticed along. */
    private static Part.Content withWarnings(Archive archive, Run run, Span span) {
        int offset = Math.clamp(span.position(), 0, Runs.MAX_NOTICES);
        List<Run.Notice> found = archive.runs().notices(run.id(), offset, span.limit() + 1);
        boolean more = found.size() > span.limit();
        List<Run.Notice> notices = more ? found.subList(0, span.limit()) : found;
        OptionalLong next = more ? OptionalLong.of(offset + span.limit()) : OptionalLong.empty();
        long total = Math.min(
                Runs.MAX_NOTICES, run.counts().rejected() + run.counts().warnings());
        return new Part.Content.One<>(
                Shapes.RUN,
                run,
                words -> words.including(Included.WARNINGS, id -> notices),
                Optional.of(new Part.Paging(next, span.back(), () -> total)));
    }
}
