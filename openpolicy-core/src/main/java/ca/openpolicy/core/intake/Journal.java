// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The record of a run while it goes on. */
final class Journal {
    private static final int MAX_MESSAGE = 500;

    private final Runs runs;
    private final Run started;
    private final Ambient ambient;
    private final IntakeSettings settings;
    private final Notices notices;
    private Loaded loaded = Loaded.NONE;
    private long files;
    private long rows;
    private Instant saved;

    private Journal(Runs runs, Run started, IntakeSettings settings, Ambient ambient) {
        this.runs = runs;
        this.started = started;
        this.settings = settings;
        this.ambient = ambient;
        this.notices = new Notices(settings.maxNotices());
        this.saved = ambient.clock().instant();
    }

    static Journal start(Runs runs, String source, IntakeSettings settings, Ambient ambient) {
        return new Journal(runs, runs.start(source), settings, ambient);
    }

    Run started() {
        return started;
    }

    Notices notices() {
        return notices;
    }

    Cause cause() {
        return Cause.run(started.id());
    }

    Duration renew() {
        return runs.renew(started.id());
    }

    void read(long fileRows, Notices fileNotices) {
        files++;
        rows += fileRows;
        notices.addAll(fileNotices);
    }

    void refuse(String code, Place place, String message) {
        files++;
        notices.reject(code, place, message);
    }

    void loaded(Loaded more) {
        loaded = loaded.plus(more);
    }

    void saveIfDue() {
        Instant now = ambient.clock().instant();
        if (!now.isBefore(saved.plus(settings.saveInterval()))) {
            runs.save(run(Run.State.RUNNING, Optional.empty()), notices.kept());
            saved = now;
        }
    }

    Run succeed() {
        boolean clean = notices.rejected() == 0;
        return end(clean ? Run.State.SUCCEEDED : Run.State.SUCCEEDED_WITH_REJECTIONS);
    }

    Run interrupt() {
        return end(Run.State.INTERRUPTED);
    }

    Run fail(RuntimeException failure) {
        notices.warn("run-failed", new Place("", 0), words(failure));
        return end(Run.State.FAILED);
    }

    /** What was thrown, in one bounded line. */
    static String words(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String message = thrown.getMessage();
        String line = message == null ? kind : kind + ": " + message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "...";
    }

    private Run end(Run.State state) {
        // no finer than it is kept, so that it is told alike before and after
        Instant now = ambient.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Run run = run(state, Optional.of(now));
        runs.save(run, notices.kept());
        return run;
    }

    private Run run(Run.State state, Optional<Instant> finished) {
        Run.Counts counts = new Run.Counts(
                files,
                rows,
                loaded.created(),
                loaded.updated(),
                loaded.unchanged(),
                notices.rejected(),
                notices.warnings());
        return new Run(started.id(), started.source(), state, started.started(), finished, counts);
    }
}
