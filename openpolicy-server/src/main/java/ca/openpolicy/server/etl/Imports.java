// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.etl;

import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The imports that go on beside the interface, one at a time. Safe for use by many threads. */
public final class Imports {
    private static final System.Logger LOG = System.getLogger(Imports.class.getName());
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Intake intake;
    private final Map<String, Opening> sources;
    private final Progress shown;
    private final Runnable afterwards;
    private Optional<Going> current = Optional.empty();
    private boolean closed;

    /** A source that is opened by the thread that reads it. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens the source; closed afterwards if it can be.
         *
         * @return the source
         */
        Source open();
    }

    private record Going(Import work, Thread thread) {}

    /**
     * Imports into one archive.
     *
     * @param intake takes sources into it
     * @param sources what may be imported, by name
     * @param shown hears how each goes
     * @param afterwards is done after each that ended
     */
    public Imports(Intake intake, Map<String, Opening> sources, Progress shown, Runnable afterwards) {
        this.intake = intake;
        this.sources = new TreeMap<>(sources);
        this.shown = shown;
        this.afterwards = afterwards;
    }

    /**
     * What may be imported.
     *
     * @return the names
     */
    public List<String> sources() {
        return List.copyOf(sources.keySet());
    }

    /**
     * Begins an import of a configured source.
     *
     * @param name its name
     * @return the record, running
     * @throws InvalidValueException if there is no such source
     * @throws ConflictException if an import goes on
     * @throws UnavailableException if the archive did not take the record in time
     */
    public Run start(String name) {
        Opening opening = Optional.ofNullable(sources.get(name))
                .orElseThrow(() -> InvalidValueException.oneOf("source", name, sources()));
        Import work = start(opening);
        try {
            return work.record().get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnavailableException("the import did not begin", RETRY_AFTER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the import was not waited for", RETRY_AFTER, e);
        }
    }

    /**
     * Begins an import.
     *
     * @param opening opens what is imported
     * @return the import
     * @throws ConflictException if one goes on
     */
    public synchronized Import start(Opening opening) {
        if (closed || current.filter(going -> going.thread().isAlive()).isPresent()) {
            throw new ConflictException("import", "an import goes on; only one can at a time");
        }
        Import work = new Import(shown);
        Thread thread = Thread.ofPlatform().name("import").unstarted(() -> run(opening, work));
        current = Optional.of(new Going(work, thread));
        thread.start();
        return work;
    }

    /**
     * The import of a record, if it is this process that does it.
     *
     * @param run the record's id
     * @return the import, perhaps ended
     */
    public synchronized Optional<Import> of(EntityId run) {
        return current.map(Going::work).filter(work -> isOf(work, run));
    }

    /**
     * Tells an import to stop. What it has loaded stays.
     *
     * @param run the record's id
     * @return whether it is this process that does it, and it has not ended
     */
    public synchronized boolean cancel(EntityId run) {
        Optional<Going> going = current.filter(each -> isOf(each.work(), run))
                .filter(each -> !each.work().step().last());
        going.ifPresent(each -> each.thread().interrupt());
        return going.isPresent();
    }

    private static boolean isOf(Import work, EntityId run) {
        return work.record().isDone()
                && !work.record().isCompletedExceptionally()
                && work.record().join().id().equals(run);
    }

    /**
     * Stops the import that goes on, which writes down how far it came; no other begins.
     *
     * @throws InterruptedException if the thread was interrupted while it waited for that
     */
    public void stop() throws InterruptedException {
        Optional<Going> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last.isPresent()) {
            last.get().thread().interrupt();
            if (!last.get().thread().join(STOP_LIMIT)) {
                LOG.log(System.Logger.Level.WARNING, "the import did not stop in time");
            }
        }
    }

    private void run(Opening opening, Import work) {
        try {
            Source source = opening.open();
            try {
                intake.run(source, work);
            } finally {
                close(source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the import failed", e);
        } finally {
            afterwards.run();
            work.broke();
        }
    }

    private static void close(Source source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "a source did not close", e);
            }
        }
    }
}
