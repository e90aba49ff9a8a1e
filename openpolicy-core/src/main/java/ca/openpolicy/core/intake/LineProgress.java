// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run;
import java.io.PrintStream;

/** Writes a plain line for about every tenth of the work. */
final class LineProgress implements Progress {
    private static final int PARTS = 10;

    private final PrintStream out;
    private String kind = "";
    private long part = -1;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(int files) {
        out.println("reading " + files + " files");
    }

    @Override
    public void file(String name, int number, int total) {
        tell("read files", number, total);
    }

    @Override
    public void loading(String what, long done, long total) {
        tell("loaded " + what, done, total);
    }

    @Override
    public void finished(Run run) {
        out.println(RunLine.of(run));
    }

    private void tell(String what, long done, long total) {
        long now = total == 0 ? PARTS : PARTS * done / total;
        if (!what.equals(kind) || now != part) {
            out.println(what + ": " + done + " of " + total);
        }
        kind = what;
        part = now;
    }
}
