// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.Run;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.format.WordsJson;
import ca.openpolicy.server.EventStream;
import jakarta.json.stream.JsonGenerator;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Tells how an import goes on: an event {@code progress} now and then, the latest state each time, and {@code finished}
 * with the record at the end. A run of another process, or one that has ended, is told as it is recorded.
 */
final class RunEvents implements EventStream.Source<Run> {
    private static final int MAX_FOLLOWERS = 64;
    private static final Duration PACE = Duration.ofMillis(250);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Supplier<Imports> imports;
    private final Semaphore places = new Semaphore(MAX_FOLLOWERS);

    RunEvents(Supplier<Imports> imports) {
        this.imports = imports;
    }

    @Override
    public void follow(Run run, EventStream events) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new UnavailableException(
                    "too many follow imports", RETRY_AFTER, new IllegalStateException("no place left"));
        }
        try {
            Optional<Import> going = imports.get().of(run.id());
            if (going.isPresent()) {
                follow(run, going.get(), events);
            } else {
                finished(0, run, events);
            }
        } finally {
            places.release();
        }
    }

    private static void follow(Run run, Import work, EventStream events) throws InterruptedException {
        Import.Step step = work.step();
        while (!step.last()) {
            Import.Step told = step;
            events.send(Long.toString(told.number()), "progress", json -> progress(run, told, json));
            Thread.sleep(PACE);
            step = work.after(told, BEAT);
            while (step.number() == told.number()) {
                events.beat();
                step = work.after(told, BEAT);
            }
        }
        finished(step.number(), step.run().orElse(run), events);
    }

    private static void progress(Run run, Import.Step step, JsonGenerator json) {
        json.writeStartObject();
        json.write("run", run.id().toString());
        json.write("state", step.state().name().toLowerCase(Locale.ROOT));
        json.write("what", step.what());
        json.write("done", step.done());
        json.write("total", step.total());
        json.writeEnd();
    }

    private static void finished(long number, Run run, EventStream events) {
        events.send(Long.toString(number), "finished", json -> WordsJson.plain().write(Shapes.RUN, run, json));
    }
}
