// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Text;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.shard.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * What it costs to tell of a change: bills are changed one at a time, each by a caller of its own, in an archive that
 * tells what happens and in one that does not, with commits that wait for the disk and with commits that do not. Every
 * fourth change is one of the status too, of which two events tell.
 */
final class WriteCostBenchmark {
    private static final PostgresEventLog LOG = PostgresEventLog.in("openpolicy");
    private static final int BILLS_A_CALLER = 50;
    private static final int STATUS_EVERY = 4;

    private final EmbeddedPostgres postgres;
    private final Measure measure;

    private WriteCostBenchmark(EmbeddedPostgres postgres, Measure measure) {
        this.postgres = postgres;
        this.measure = measure;
    }

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            WriteCostBenchmark benchmark = new WriteCostBenchmark(postgres, Measure.of(arguments));
            benchmark.run(false);
            benchmark.run(true);
        }
    }

    private void run(boolean waitForDisk) throws Exception {
        ArchiveSettings silent = ArchiveSettings.defaults();
        try (Place told = new Place(postgres, "told", silent.withEvents(LOG), waitForDisk);
                Place untold = new Place(postgres, "untold", silent, waitForDisk)) {
            makeLogs(told);
            try (Archive a = told.archive();
                    Archive b = untold.archive()) {
                Callers ofA = new Callers(a, measure.connections());
                Callers ofB = new Callers(b, measure.connections());
                ofA.changes(measure.warm());
                ofB.changes(measure.warm());
                System.out.println("synchronous_commit " + (waitForDisk ? "on" : "off") + ": "
                        + pairs(ofA, ofB).told("with events", "without", "changes/s"));
            }
        }
    }

    private Pairs pairs(Callers a, Callers b) throws Exception {
        Pairs pairs = new Pairs();
        for (int i = 1; i <= measure.pairs(); i++) {
            double first = (i % 2 == 0 ? b : a).changes(measure.phase());
            double second = (i % 2 == 0 ? a : b).changes(measure.phase());
            pairs.add(i % 2 == 0 ? second : first, i % 2 == 0 ? first : second);
        }
        return pairs;
    }

    private static void makeLogs(Place place) throws SQLException {
        for (Shard shard : place.shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.migrate(connection);
            }
        }
    }

    /** Callers with bills of their own. */
    private static final class Callers {
        private final Archive archive;
        private final List<List<Bill>> bills;

        Callers(Archive archive, int callers) {
            this.archive = archive;
            this.bills = IntStream.range(0, callers).mapToObj(this::made).toList();
        }

        private List<Bill> made(int caller) {
            List<Bill> made = new ArrayList<>();
            for (int i = 1; i <= BILLS_A_CALLER; i++) {
                BillKey key = BillKey.parse("ca/44-1/C-" + (caller * BILLS_A_CALLER + i));
                made.add(archive.bills().create(Bill.stub(key).with(Text.english("Bill " + i))));
            }
            return made;
        }

        /** How many changes a second. */
        double changes(Duration length) throws Exception {
            long begin = System.nanoTime();
            BooleanSupplier goesOn = () -> System.nanoTime() - begin < length.toNanos();
            long changes = 0;
            try (ExecutorService threads = Executors.newFixedThreadPool(bills.size())) {
                List<Future<Integer>> callers = bills.stream()
                        .map(own -> threads.submit(() -> change(own, goesOn)))
                        .toList();
                for (Future<Integer> caller : callers) {
                    changes += caller.get();
                }
            }
            return changes / ((System.nanoTime() - begin) / 1e9);
        }

        private int change(List<Bill> own, BooleanSupplier goesOn) {
            int changes = 0;
            while (goesOn.getAsBoolean()) {
                int which = changes % own.size();
                own.set(
                        which,
                        archive.bills()
                                .update(
                                        changed(own.get(which), changes),
                                        own.get(which).version()));
                changes++;
            }
            return changes;
        }

        private static Bill changed(Bill bill, int turn) {
            Bill titled = bill.with(Text.english("Bill in its version " + (bill.version() + 1)));
            BillStatus other = bill.status() == BillStatus.DEFEATED ? BillStatus.UNKNOWN : BillStatus.DEFEATED;
            return turn % STATUS_EVERY == 0 ? titled.with(other) : titled;
        }
    }
}
