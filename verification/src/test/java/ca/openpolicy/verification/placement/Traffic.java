// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Everybody at work in a session of their own: clerks at each server, and an import. */
final class Traffic implements AutoCloseable {
    private static final int CLERKS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Ledger ledger = new Ledger();
    private final ShardedWorld world;
    private final Archive archive;
    private final List<List<Clerk>> clerks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Shift shift = new Shift();

    /**
     * Begins.
     *
     * @param creations how many of a hundred steps of a clerk make a new bill
     */
    Traffic(ShardedWorld world, SessionKey session, int creations) throws IOException {
        this.world = world;
        this.archive = world.archive();
        for (ServerProcess server : world.servers()) {
            List<Clerk> here = new ArrayList<>();
            for (int i = 0; i < CLERKS; i++) {
                int number = clerks.size() * CLERKS + i + 1;
                here.add(new Clerk(client, server, world.token(), session, number, creations, ledger, shift));
            }
            clerks.add(here);
            here.forEach(clerk -> threads.add(Thread.ofVirtual().start(clerk)));
        }
        threads.add(Thread.ofVirtual().start(new Importer(archive, session, ledger, shift)));
    }

    Ledger ledger() {
        return ledger;
    }

    Shift shift() {
        return shift;
    }

    /** How many steps the clerks of a server have done. */
    long answered(int server) {
        return clerks.get(server).stream().mapToLong(Clerk::answered).sum();
    }

    void awaitAnswered(int server, long more) {
        long until = answered(server) + more;
        Awaitility.await().atMost(PATIENCE).until(() -> answered(server) >= until);
    }

    void awaitWrites(long more) {
        long until = ledger.writes() + more;
        Awaitility.await().atMost(PATIENCE).until(() -> ledger.writes() >= until);
    }

    /** Everybody stops once they have their answers. */
    void stop() throws InterruptedException {
        shift.end();
        for (Thread each : threads) {
            each.join();
        }
    }

    /** All that is wrong: what was met, what the servers show now, what the databases have, and what was told. */
    List<String> faults() throws InterruptedException, SQLException {
        List<Thread> all = clerks.stream()
                .map(List::getFirst)
                .map(clerk -> Thread.ofVirtual().start(clerk::lookAtAll))
                .toList();
        for (Thread each : all) {
            each.join();
        }
        List<String> faults = new ArrayList<>(ledger.faults());
        faults.addAll(world.survey().faults(ledger));
        faults.addAll(world.survey().misplaced());
        return faults;
    }

    /** The same of what was told through Kafka, once nothing more is to come. */
    List<String> toldFaults() {
        Awaitility.await().atMost(PATIENCE).until(() -> world.heard().missing(ledger) == 0);
        return world.heard().faults(ledger);
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            archive.close();
            client.close();
        }
    }
}
