// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.Progress;
import ca.openpolicy.server.frame.Dependency;
import java.time.Duration;
import java.util.Optional;

/** An import beside the interface. */
final class ImportJob {
    private static final System.Logger LOG = System.getLogger(ImportJob.class.getName());
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Intake intake;
    private final Progress shown;
    private final Runnable afterwards;
    private volatile Dependency state = new Dependency("import", false, "waits for the databases");
    private volatile Optional<Thread> thread = Optional.empty();

    /** A source that is opened by the thread that reads it. */
    interface Opening {
        Source open();
    }

    ImportJob(Intake intake, Progress shown, Runnable afterwards) {
        this.intake = intake;
        this.shown = shown;
        this.afterwards = afterwards;
    }

    Dependency state() {
        return state;
    }

    void start(Opening source) {
        thread = Optional.of(Thread.ofPlatform().name("import").start(() -> run(source)));
    }

    /** Stops the import, which writes down how far it came. */
    void stop() throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().interrupt();
            if (!thread.get().join(STOP_LIMIT)) {
                LOG.log(System.Logger.Level.WARNING, "the import did not stop in time");
            }
        }
    }

    private void run(Opening opening) {
        try {
            Source source = opening.open();
            try {
                Run run = intake.run(source, new Told());
                afterwards.run();
                state = new Dependency("import", true, "finished: " + Summary.of(run));
            } finally {
                Sources.close(source);
            }
        } catch (InterruptedException e) {
            state = new Dependency("import", false, "interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            state = new Dependency(
                    "import", false, "failed; the log, and the record of the run if there is one, say why");
            LOG.log(System.Logger.Level.ERROR, "the import failed", e);
        }
    }

    /** Keeps the state, and tells the one who watches. */
    private final class Told implements Progress {
        @Override
        public void started(int files) {
            say("begins to read " + files + " files");
            shown.started(files);
        }

        @Override
        public void file(String name, int number, int total) {
            say("reads file " + number + " of " + total);
            shown.file(name, number, total);
        }

        @Override
        public void loading(String kind, long done, long total) {
            say("loads " + kind + ", " + done + " of " + total);
            shown.loading(kind, done, total);
        }

        @Override
        public void finished(Run run) {
            shown.finished(run);
        }

        private void say(String words) {
            state = new Dependency("import", false, words);
        }
    }
}
