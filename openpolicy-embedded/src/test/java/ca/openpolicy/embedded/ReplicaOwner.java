// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;

/** Owns a server and a replica of it, until its input ends. */
final class ReplicaOwner {
    private ReplicaOwner() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedPostgresSettings settings = EmbeddedPostgresSettings.temporary().withDurability(false);
        try (EmbeddedPostgres primary = EmbeddedPostgres.start(settings);
                EmbeddedPostgres replica = primary.replica(settings)) {
            System.out.println(primary.pid());
            System.out.println(replica.pid());
            System.out.flush();
            while (System.in.read() >= 0) {}
        }
    }
}
