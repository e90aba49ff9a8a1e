// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Owns a server on the directory of its first argument, until its input ends; the second says how it is to end. */
final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        boolean inOrder = arguments[1].equals("in-order");
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(settings(arguments[0]).withStopAtExit(!inOrder));
        if (inOrder) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(postgres)));
        }
        postgres.createDatabase("bills");
        EmbeddedPostgresTest.ask(postgres, "bills", "create table if not exists bill (number text); select 1");
        EmbeddedPostgresTest.ask(postgres, "bills", "insert into bill values ('C-11'); select 1");
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> sleepInTheServer(postgres));
        say(Long.toString(postgres.pid()));
        while (System.in.read() >= 0) {}
    }

    private static EmbeddedPostgresSettings settings(String directory) {
        return directory.isEmpty()
                ? EmbeddedPostgresSettings.temporary()
                : EmbeddedPostgresSettings.at(Path.of(directory))
                        .withBinariesDirectory(TemporaryPlace.ofThisUser("postgres"));
    }

    private static void endInOrder(EmbeddedPostgres postgres) {
        try (postgres) {
            say(EmbeddedPostgresTest.ask(postgres, "bills", "select 'still ' || 'here'"));
        } catch (SQLException refused) {
            say(refused.toString());
        }
    }

    /** A client that is at work when the end comes. */
    private static void sleepInTheServer(EmbeddedPostgres postgres) {
        try {
            EmbeddedPostgresTest.ask(postgres, "bills", "select pg_sleep(1000)");
        } catch (SQLException cutOff) {
            say("cut off");
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
