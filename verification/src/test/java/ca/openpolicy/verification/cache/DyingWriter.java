// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import java.util.concurrent.CountDownLatch;

/** Commits a change and does nothing else, not even say so, until it is killed. */
public final class DyingWriter {
    private DyingWriter() {}

    /** Key; where the database is, its user and password. */
    public static void main(String[] arguments) throws Exception {
        Numbers.at(arguments[1], arguments[2], arguments[3]).change(arguments[0]);
        new CountDownLatch(1).await();
    }
}
