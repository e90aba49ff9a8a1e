// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.intake.Progress;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody watches. */
final class Terminal {
    private Terminal() {}

    static Progress progress() {
        return watched() ? Progress.bar(System.out) : Progress.lines(System.out);
    }

    /** Since Java 22 there is a console also where there is no terminal, and it can be asked. */
    @SuppressWarnings("SystemConsoleNull") // Java 21 has none
    private static boolean watched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException java21) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
