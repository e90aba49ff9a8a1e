// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

/** Starts a command as its child and waits for it, as a build tool does that runs a program. */
final class Starter {
    private Starter() {}

    public static void main(String[] command) throws Exception {
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
