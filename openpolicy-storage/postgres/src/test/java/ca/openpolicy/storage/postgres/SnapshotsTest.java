// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.event.AppendStatement;
import ca.openpolicy.core.event.Event;
import ca.openpolicy.core.event.EventLog;
import ca.openpolicy.core.event.Laggard;
import ca.openpolicy.core.event.Recorded;
import ca.openpolicy.core.event.Slice;
import ca.openpolicy.events.log.PostgresEventLog;
import ca.openpolicy.storage.shard.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that was filled before its log began. */
@ExtendWith(Engine.class)
class SnapshotsTest {
    private static final PostgresEventLog LOG = PostgresEventLog.in("openpolicy");
    private static final ArchiveSettings SETTINGS = ArchiveSettings.defaults().withEvents(LOG);
    private static final int EACH = 30;
    private static final int WORDS = 3 * EACH;

    private final TestShards shards = new TestShards();

    @BeforeEach
    void fill() throws SQLException, InterruptedException {
        for (Shard shard : shards.map().shards()) {
            try (Connection connection = shard.dataSource().getConnection()) {
                LOG.migrate(connection);
            }
        }
        Archive archive = shards.archive();
        for (int i = 1; i <= EACH; i++) {
            Bill unused = archive.bills().create(bill(i));
        }
        archive.votes()
                .load(
                        IntStream.rangeClosed(1, EACH)
                                .mapToObj(SnapshotsTest::vote)
                                .iterator(),
                        Cause.PROGRAM);
        archive.members()
                .load(
                        IntStream.rangeClosed(1, EACH)
                                .mapToObj(SnapshotsTest::member)
                                .iterator(),
                        Cause.PROGRAM);
        assertThat(told()).isEmpty();
    }

    @AfterEach
    void stop() {
        shards.close();
    }

    @Test
    void every_word_is_told_once_and_again_only_when_asked_for() throws Exception {
        try (Snapshots snapshots = Snapshots.open(shards.map(), SETTINGS, Ambient.system())) {
            assertThat(snapshots.tell(7)).isEqualTo(WORDS);
            assertThat(snapshots.tell(7)).isZero();
            assertThat(times()).hasSize(WORDS).containsValue(1L).doesNotContainValue(2L);
            assertThat(types())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("bill.snapshot", 30L, "vote.snapshot", 30L, "member.snapshot", 30L));
            assertThat(snapshots.tellAgain(1_000)).isEqualTo(WORDS);
            assertThat(snapshots.tell(1_000)).isZero();
            assertThat(times()).hasSize(WORDS).containsValue(2L).doesNotContainValue(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void who_is_cut_off_anywhere_goes_on_and_tells_nothing_twice(long seed) throws Exception {
        Random random = new Random(seed);
        EventLog cut = new CutLog(random);
        long told = 0;
        boolean ended = false;
        while (!ended) {
            try (Snapshots snapshots =
                    Snapshots.open(shards.map(), ArchiveSettings.defaults().withEvents(cut), Ambient.system())) {
                told = snapshots.tell(1 + random.nextInt(5));
                ended = true;
            } catch (UnavailableException e) {
                assertThat(told).isZero();
            }
        }
        assertThat(times()).hasSize(WORDS).containsValue(1L).doesNotContainValue(2L);
    }

    @Test
    void a_snapshot_stands_where_its_version_belongs_while_others_write() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Random random = new Random(3);
        try (Archive archive = shards.archive(SETTINGS)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                while (!done.get()) {
                    Bill stored = archive.bills()
                            .find(bill(1 + random.nextInt(EACH)).id())
                            .orElseThrow();
                    Bill unused =
                            archive.bills().update(stored.with(Text.english("T" + random.nextInt())), stored.version());
                }
            });
            try (Snapshots snapshots = Snapshots.open(shards.map(), SETTINGS, Ambient.system())) {
                for (int i = 0; i < 5; i++) {
                    assertThat(snapshots.tellAgain(3)).isEqualTo(WORDS);
                }
            } finally {
                done.set(true);
                writer.join();
            }
        }
        Map<String, Long> versions = new HashMap<>();
        for (Event event : told()) {
            long version = event.aggregate().version();
            Long before = versions.put(event.aggregate().id(), version);
            assertThat(version)
                    .isGreaterThanOrEqualTo(Optional.ofNullable(before).orElse(0L));
        }
    }

    @Test
    void snapshots_of_votes_give_the_summaries_beside_the_bills() throws Exception {
        try (Snapshots snapshots = Snapshots.open(shards.map(), SETTINGS, Ambient.system());
                VoteSummaries summaries = VoteSummaries.open(shards.map(), SETTINGS)) {
            assertThat(summaries.compare(100)).isNotEmpty();
            assertThat(snapshots.tell(100)).isEqualTo(WORDS);
            told().forEach(summaries::handle);
            assertThat(summaries.compare(100)).isEmpty();
        }
    }

    @Test
    void an_archive_that_tells_nothing_is_refused() {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Snapshots.open(shards.map(), ArchiveSettings.defaults(), Ambient.system()));
    }

    /** A log of which an appending fails now and then, before or after it was carried out. */
    private record CutLog(Random random) implements EventLog {
        @Override
        public void append(Connection connection, List<Event> events) throws SQLException {
            int chance = random.nextInt(8);
            if (chance == 0) {
                throw new SQLException("cut", "08006");
            }
            LOG.append(connection, events);
            if (chance == 1) {
                throw new SQLException("cut", "08006");
            }
        }

        @Override
        public AppendStatement appendStatement(List<Event> events) {
            return LOG.appendStatement(events);
        }

        @Override
        public Slice read(Connection connection, long after, int limit) throws SQLException {
            return LOG.read(connection, after, limit);
        }

        @Override
        public List<Recorded> readBack(Connection connection, long upTo, int limit) throws SQLException {
            return LOG.readBack(connection, upTo, limit);
        }

        @Override
        public long end(Connection connection) throws SQLException {
            return LOG.end(connection);
        }

        @Override
        public OptionalLong forgotten(Connection connection) throws SQLException {
            return LOG.forgotten(connection);
        }

        @Override
        public long last(Connection connection) throws SQLException {
            return LOG.last(connection);
        }

        @Override
        public void hold(Connection connection, String barrier) throws SQLException {
            LOG.hold(connection, barrier);
        }

        @Override
        public List<Laggard> behind(Connection connection, long upTo, IntPredicate slots) throws SQLException {
            return LOG.behind(connection, upTo, slots);
        }

        @Override
        public void release(Connection connection, String barrier) throws SQLException {
            LOG.release(connection, barrier);
        }
    }

    private Map<String, Long> times() throws SQLException {
        return told().stream()
                .collect(Collectors.groupingBy(event -> event.aggregate().id(), Collectors.counting()));
    }

    private Map<String, Long> types() throws SQLException {
        return told().stream().collect(Collectors.groupingBy(Event::type, Collectors.counting()));
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

    private static Bill bill(int number) {
        return Bill.stub(BillKey.parse("zz/44-1/C-" + number)).with(Text.english("Bill " + number));
    }

    private static Sourced<Division> vote(int number) {
        Vote vote = new Vote(
                VoteKey.parse("zz/44-1/house/" + number),
                LocalDate.of(2024, 1, 1),
                Optional.empty(),
                Text.english("Motion"),
                Optional.empty(),
                VoteResult.AGREED,
                Optional.of(BillKey.parse("zz/44-1/C-" + (1 + number % 7))),
                Optional.empty(),
                new Tally(number, 2, 3),
                List.of(),
                List.of(),
                Revision.NONE);
        return new Sourced<>(new Division(vote, List.of()), new Digest("%032x".formatted(number)));
    }

    private static Sourced<Member> member(int person) {
        Member member = new Member(
                MemberKey.parse("zz/" + person),
                PersonName.of("Ann", "Example"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Revision.NONE);
        return new Sourced<>(member, new Digest("%032x".formatted(person)));
    }
}
