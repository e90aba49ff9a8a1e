// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.Fault;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.format.BodySettings;
import ca.openpolicy.core.format.RunBody;
import ca.openpolicy.server.Editing;
import ca.openpolicy.server.Editing.Act;
import ca.openpolicy.server.Editing.Body;
import ca.openpolicy.server.Editing.Change;
import ca.openpolicy.server.Resource;
import io.helidon.http.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How imports are ordered and called off: only what the settings name, and one at a time. */
final class RunOrders {
    private static final RunBody BODIES = RunBody.of(BodySettings.defaults());

    private final Supplier<Imports> imports;

    private RunOrders(Supplier<Imports> imports) {
        this.imports = imports;
    }

    static Editing<Run> declare(Supplier<Imports> imports) {
        RunOrders orders = new RunOrders(imports);
        return Editing.<Run>at(run -> Resource.BASE + "etl/runs/" + run.id())
                .with(Act.CREATE, Status.ACCEPTED_202, new Body("RunOrder", RunBody.schema()), orders::start)
                .with(Act.DELETE, Status.ACCEPTED_202, Body.NONE, orders::cancel);
    }

    private Optional<Run> start(Change<Run> change) {
        String name = BODIES.source(change.body());
        try {
            return Optional.of(imports.get().start(name));
        } catch (InvalidValueException e) {
            throw new InvalidDraftException(List.of(new Fault("/source", String.valueOf(e.getMessage()))));
        }
    }

    /** It goes on until it has written down how far it came. */
    private Optional<Run> cancel(Change<Run> change) {
        Run run = change.current().orElseThrow();
        if (!imports.get().cancel(run.id())) {
            throw new ConflictException(run.id().toString(), "this import has ended, or it is another process's");
        }
        return Optional.of(run);
    }
}
