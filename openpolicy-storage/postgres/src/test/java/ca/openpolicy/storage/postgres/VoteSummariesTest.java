// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.events.log.HandlerPublisher;
import ca.openpolicy.events.log.LogStream;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.events.log.Relay;
import ca.openpolicy.events.log.RelaySettings;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checker of summaries: with the newest version not kept but the last one that came, or with a division not taken
 * from the bill that it was about, it reports the bills whose summaries are not what their divisions give.
 */
@ExtendWith(Engine.class)
class VoteSummariesTest {
    private static final PostgresEventLog LOG = PostgresEventLog.in("openpolicy");
    private static final ArchiveSettings SETTINGS = ArchiveSettings.defaults().withEvents(LOG);
    private static final List<BillKey> BILLS = List.of(
            BillKey.parse("zz/44-1/C-1"),
            BillKey.parse("zz/44-1/C-2"),
            BillKey.parse("zz/44-1/C-3"),
            BillKey.parse("zz/44-1/C-4"));
    private static final List<VoteResult> RESULTS = List.of(VoteResult.values());
    private static final int DIVISIONS = 10;
    private static final int MANY = 100;

    private final TestShards shards = new TestShards(SETTINGS);

    @BeforeEach
    void makeLogs() throws SQLException {
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.migrate(connection);
            }
        }
    }

    @AfterEach
    void stop() {
        shards.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_order_events_come_in_and_however_often_the_summary_is_what_the_divisions_give(long seed)
            throws Exception {
        Random random = new Random(seed);
        imports(random, 40);

        try (VoteSummaries summaries = VoteSummaries.open(unreliable(random), SETTINGS)) {
            deliver(told(), summaries, random);
        }

        assertThat(differences()).isEmpty();
        assertThat(divisionsBesideBills()).isPositive();
    }

    @Test
    void relays_that_end_and_begin_again_leave_the_summary_as_the_divisions_are() throws Exception {
        Random random = new Random(4);
        try (VoteSummaries summaries = VoteSummaries.open(shards.map(), SETTINGS)) {
            for (int i = 0; i < 4; i++) {
                try (Relay first = relay(summaries);
                        Relay second = relay(summaries)) {
                    imports(random, 5);
                    first.wake();
                    second.wake();
                }
            }
            try (Relay last = relay(summaries)) {
                last.wake();
                await().atMost(Duration.ofSeconds(30)).until(() -> differences().isEmpty());
            }
        }
        assertThat(divisionsBesideBills()).isPositive();
    }

    @Test
    void what_was_never_told_or_was_spoiled_is_found_and_made_anew() throws Exception {
        Random random = new Random(5);
        imports(random, 20);
        assertThat(differences()).isNotEmpty();

        try (VoteSummaries summaries = VoteSummaries.open(shards.map(), SETTINGS)) {
            assertThat(summaries.rebuild()).isPositive();
            assertThat(differences()).isEmpty();
            assertThat(summaries.rebuild()).isZero();

            spoil("update openpolicy.bill_vote set yea = yea + 1");
            assertThat(differences()).isNotEmpty();
            assertThat(summaries.rebuild()).isPositive();
            assertThat(differences()).isEmpty();

            spoil("update openpolicy.bill_vote set about = not about");
            spoil("update openpolicy.bill_vote set vote_id = vote_id + 1, vote_key = 'zz/44-1/house/777'"
                    + " where ctid = (select min(ctid) from openpolicy.bill_vote)");
            assertThat(differences()).isNotEmpty();
            assertThat(summaries.rebuild()).isPositive();
            assertThat(differences()).isEmpty();

            deliver(told(), summaries, random);
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void a_bill_that_nobody_voted_on_has_an_empty_summary() {
        EntityId bill = BILLS.getFirst().id();
        assertThat(shards.archive().bills().summaries(List.of(bill)))
                .containsExactly(
                        Map.entry(bill, VoteSummary.of(new BillStatistics(bill, List.of()), Optional.empty())));
    }

    private List<VoteSummaries.Difference> differences() {
        try (VoteSummaries summaries = VoteSummaries.open(shards.map(), SETTINGS)) {
            return summaries.compare(MANY);
        }
    }

    private int divisionsBesideBills() {
        return shards
                .archive()
                .bills()
                .summaries(BILLS.stream().map(BillKey::id).toList())
                .values()
                .stream()
                .mapToInt(VoteSummary::votes)
                .sum();
    }

    /** Loads of a few divisions each: new ones, and others with other totals, results and bills. */
    private void imports(Random random, int loads) throws InterruptedException {
        for (int i = 0; i < loads; i++) {
            List<Integer> numbers = new ArrayList<>();
            for (int number = 1; number <= DIVISIONS; number++) {
                if (random.nextInt(4) == 0) {
                    numbers.add(number);
                }
            }
            shards.archive()
                    .votes()
                    .load(
                            numbers.stream()
                                    .map(number -> division(number, random))
                                    .iterator(),
                            Cause.PROGRAM);
        }
    }

    private static Sourced<Division> division(int number, Random random) {
        Optional<BillKey> bill =
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(BILLS.get(random.nextInt(BILLS.size())));
        Vote vote = new Vote(
                VoteKey.parse("zz/44-1/house/" + number),
                LocalDate.of(2024, 1, 1).plusDays(random.nextInt(9)),
                Optional.empty(),
                Text.english("Motion"),
                Optional.empty(),
                RESULTS.get(random.nextInt(RESULTS.size())),
                bill,
                Optional.empty(),
                new Tally(random.nextInt(3), random.nextInt(3), random.nextInt(3)),
                List.of(),
                List.of(),
                Revision.NONE);
        return new Sourced<>(
                new Division(vote, List.of()), new Digest("%032x".formatted(random.nextInt(Integer.MAX_VALUE))));
    }

    /** In any order, many more than once; what fails comes again. */
    private static void deliver(List<Event> events, VoteSummaries summaries, Random random) {
        List<Event> mixed = new ArrayList<>(events);
        Collections.shuffle(mixed, random);
        Deque<Event> waiting = new ArrayDeque<>(mixed);
        while (!waiting.isEmpty()) {
            Event event = waiting.removeFirst();
            try {
                summaries.handle(event);
                if (random.nextInt(3) == 0) {
                    waiting.addLast(event);
                }
            } catch (UnavailableException e) {
                waiting.addLast(event);
            }
        }
    }

    private List<Event> told() throws SQLException {
        List<Event> told = new ArrayList<>();
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.read(connection, 0, EventLog.MAX_LIMIT).events().stream()
                        .map(Recorded::event)
                        .forEach(told::add);
            }
        }
        return told;
    }

    private Relay relay(VoteSummaries summaries) {
        List<LogStream> streams = shards.map().shards().stream()
                .map(shard -> new LogStream(shard.name(), shard.dataSource()))
                .toList();
        return Relay.start(
                LOG, streams, HandlerPublisher.to(summaries), RelaySettings.named("summaries"), Ambient.system());
    }

    private void spoil(String sql) throws SQLException {
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                boolean unused = statement.execute(sql);
            }
        }
    }

    /** The same shards by connections of which every fifth cannot be had: between two of one event, too. */
    private ShardMap unreliable(Random random) {
        return ShardMap.of(shards.map().shards().stream()
                .map(shard -> Shard.at(shard.name(), unreliable(shard.dataSource(), random)))
                .toList());
    }

    private static DataSource unreliable(DataSource source, Random random) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && random.nextInt(5) == 0) {
                        throw new SQLException("cut", "08006");
                    }
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
