// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run;
import java.io.PrintStream;

/** Hears how an import goes. It is called by the thread that imports and must not hold it up. */
public interface Progress {
    /**
     * The record of the run is open.
     *
     * @param run the run, running
     */
    default void opened(Run run) {}

    /**
     * The files are known.
     *
     * @param files how many there are
     */
    void started(int files);

    /**
     * A file is about to be read.
     *
     * @param name the file, relative to its source
     * @param number which of the files, from 1
     * @param total how many files there are
     */
    void file(String name, int number, int total);

    /**
     * Entities are being loaded.
     *
     * @param kind what they are, such as {@code bills}
     * @param done how many were handed over
     * @param total how many there are
     */
    void loading(String kind, long done, long total);

    /**
     * The run has ended, well or not.
     *
     * @param run the run
     */
    void finished(Run run);

    /**
     * Says nothing.
     *
     * @return a progress for those who look at the run alone
     */
    static Progress silent() {
        return new SilentProgress();
    }

    /**
     * Redraws one line of a terminal.
     *
     * @param out the terminal
     * @return the progress
     */
    static Progress bar(PrintStream out) {
        return new BarProgress(out);
    }

    /**
     * Writes a plain line for about every tenth of the work, for logs.
     *
     * @param out where to
     * @return the progress
     */
    static Progress lines(PrintStream out) {
        return new LineProgress(out);
    }
}
