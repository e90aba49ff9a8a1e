// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import java.util.function.Supplier;

/**
 * Takes sources into an archive. A run reads all files first and then loads what they say together, so that the order
 * of files makes no difference; a run that was cut off is simply repeated. Safe for use by several threads; of two runs
 * into one archive at the same time the second is refused.
 */
public final class Intake {
    private final Archive archive;
    private final IntakeSettings settings;
    private final Ambient ambient;

    private Intake(Archive archive, IntakeSettings settings, Ambient ambient) {
        this.archive = archive;
        this.settings = settings;
        this.ambient = ambient;
    }

    /**
     * An intake for an archive, which stays the caller's.
     *
     * @param archive where to
     * @param settings the bounds
     * @param ambient the clock
     * @return the intake
     */
    public static Intake into(Archive archive, IntakeSettings settings, Ambient ambient) {
        return new Intake(archive, settings, ambient);
    }

    /**
     * Reads a source and loads what it says. Files and rows that cannot be taken are notices of the run.
     *
     * @param source where from
     * @param progress hears how it goes
     * @return the run, ended; its state says whether anything was rejected
     * @throws InterruptedException if the thread was interrupted; the run is recorded as interrupted, what the archive
     *     acknowledged stays, and repeating the run completes it
     * @throws ca.openpolicy.core.ConflictException if another run goes on, in whatever process
     * @throws ca.openpolicy.core.UnavailableException if the source cannot be listed or reached any more, or the
     *     archive cannot take it; the run is recorded as failed if the archive still takes that
     */
    public Run run(Source source, Progress progress) throws InterruptedException {
        Journal journal = Journal.start(archive.runs(), source.name(), settings, ambient);
        try {
            progress.opened(journal.started());
            load(source, journal, progress);
            return told(journal.succeed(), progress);
        } catch (InterruptedException e) {
            end(journal::interrupt, e, progress);
            throw e;
        } catch (RuntimeException e) {
            refuseInterrupted(journal, e, progress);
            end(() -> journal.fail(e), e, progress);
            throw e;
        }
    }

    private void load(Source source, Journal journal, Progress progress) throws InterruptedException {
        Heartbeat heartbeat = Heartbeat.begin(journal::renew);
        try {
            Roll roll = new Roll();
            Gathered gathered = new Reading(settings, journal, progress, roll).read(source);
            new Assembly(archive, gathered, roll, journal, progress).load();
        } finally {
            heartbeat.end();
        }
    }

    /** What fails because the thread was interrupted while it waited for a database was not a failure. */
    private static void refuseInterrupted(Journal journal, RuntimeException failure, Progress progress)
            throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException stopped = new InterruptedException("the import was stopped");
            stopped.initCause(failure);
            end(journal::interrupt, stopped, progress);
            throw stopped;
        }
    }

    /** An archive that does not take the record does not hide why the run ended. */
    private static void end(Supplier<Run> record, Exception why, Progress progress) {
        try {
            told(record.get(), progress);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private static Run told(Run run, Progress progress) {
        progress.finished(run);
        return run;
    }
}
