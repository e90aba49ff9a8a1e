// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.bank;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.HandlerPublisher;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelaySettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.ShardSettings;
import ca.openpolicy.storage.shard.Shards;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A bank whose accounts lie in two databases, and which sends money from one to another. */
public final class Bank {
    private static final PostgresEventLog LOG = PostgresEventLog.in("bank");

    private Bank() {}

    /**
     * Runs the sample.
     *
     * @param arguments none
     * @throws Exception if an engine fails
     */
    public static void main(String[] arguments) throws Exception {
        run(System.out::println);
    }

    static void run(Consumer<String> out) throws SQLException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            List<Shard> databases = new ArrayList<>();
            for (String name : List.of("a", "b")) {
                postgres.createDatabase(name);
                databases.add(Shard.at(name, postgres.dataSource(name)));
                try (var connection = postgres.dataSource(name).getConnection()) {
                    LOG.migrate(connection);
                }
            }
            ShardMap map = ShardMap.of(databases);
            try (Shards shards = Shards.open(map, ShardSettings.defaults(), Ambient.system())) {
                shards.prepare();
                work(new Accounts(shards, LOG), databases, out);
            }
        }
    }

    /** The relay gives each event to the accounts until they have taken it; a crash in between only delays that. */
    private static void work(Accounts accounts, List<Shard> databases, Consumer<String> out)
            throws InterruptedException {
        List<String> names = List.of("ann", "bob", "cleo", "dan");
        names.forEach(name -> accounts.open(name, 100));
        accounts.close("dan");
        accounts.send("ann", "bob", 30);
        accounts.send("bob", "cleo", 20);
        accounts.send("cleo", "dan", 50); // is refused over there, and comes back
        if (accounts.send("ann", "bob", 1_000)) {
            throw new IllegalStateException("more was sent than there was");
        }
        List<LogStream> streams = databases.stream()
                .map(each -> new LogStream(each.name(), each.dataSource()))
                .toList();
        RelaySettings settings = RelaySettings.named("saga").withRetries(Duration.ofMillis(50), Duration.ofSeconds(1), 10);
        try (Relay relay = Relay.start(LOG, streams, HandlerPublisher.to(accounts), settings, Ambient.system())) {
            while (accounts.underWay() > 0) {
                relay.wake();
                Thread.sleep(20);
            }
        }
        names.forEach(name -> out.accept(name + " has " + accounts.balance(name)));
    }
}
