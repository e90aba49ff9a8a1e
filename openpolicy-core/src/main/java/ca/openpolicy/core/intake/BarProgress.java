// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run;
import java.io.PrintStream;

/** Redraws one line of a terminal, never wider than {@link #WIDTH}. */
final class BarProgress implements Progress {
    static final int WIDTH = 79;

    private static final int CELLS = 30;

    private final PrintStream out;
    private String shown = "";

    BarProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(int files) {
        draw("reading", "", 0, files);
    }

    @Override
    public void file(String name, int number, int total) {
        draw("reading", printable(name), number, total);
    }

    @Override
    public void loading(String kind, long done, long total) {
        draw("loading " + kind, "", done, total);
    }

    @Override
    public void finished(Run run) {
        clear();
        out.println(RunLine.of(run));
        out.flush();
    }

    /** Draws only when the percentage or the kind of work moved, so that a fast import is not slowed down. */
    private void draw(String work, String item, long done, long total) {
        int percent = total == 0 ? 100 : (int) (100 * done / total);
        String state = percent + work;
        if (state.equals(shown)) {
            return;
        }
        clear();
        int filled = CELLS * percent / 100;
        String line =
                "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] " + percent + " % " + work + " " + item;
        out.print(line.length() <= WIDTH ? line : line.substring(0, WIDTH));
        out.flush();
        shown = state;
    }

    private void clear() {
        if (!shown.isEmpty()) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }

    /** A file's name must not command the terminal. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
