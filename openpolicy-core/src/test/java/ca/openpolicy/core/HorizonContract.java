// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import static ca.openpolicy.core.ContractWords.sourced;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads what changed, up to the safe horizon and then on from there, misses nothing, however late it is committed.
 */
public abstract class HorizonContract {
    private final ContractWords words = ContractWords.fresh();

    /**
     * The archive as several processes have it open, whose clocks differ; other tests may use it at the same time.
     *
     * @return open archives on the same rows
     */
    protected abstract List<Archive> archives();

    /**
     * Holds the next change of a bill back between its write and its commit.
     *
     * @param next the version that the change will make
     * @return lets it go on when closed
     */
    protected abstract Held hold(Bill bill, long next);

    /** A change that is held back. */
    protected interface Held extends AutoCloseable {
        /** Waits until it has been written and cannot be committed. */
        void awaitWritten();

        @Override
        void close();
    }

    @Test
    void a_change_that_is_committed_late_is_not_skipped() throws Exception {
        Archive archive = archives().getFirst();
        Bill late = archive.bills().create(words.bill(1));
        Bill early = archive.bills().create(words.bill(2));
        Poller poller = new Poller(archive);
        poller.pollUntilPast(early.revision().updated());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Bill> held;
            try (Held gate = hold(late, 2)) {
                held = threads.submit(() -> archive.bills().update(late.with(BillStatus.DEFEATED), 1));
                gate.awaitWritten();
                for (int version = 1; version <= 5; version++) {
                    archive.bills().update(early.with(Text.english("Title " + version)), version);
                    poller.poll();
                }
            }
            poller.pollUntilPast(held.get().revision().updated());
        }

        poller.assertMissedNothing();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_several_processes_write_at_once_is_seen_in_its_last_version(long seed) throws Exception {
        Poller poller = new Poller(archives().getFirst());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Archive archive = archives().get(i % archives().size());
                Random random = new Random(seed * 17 + i);
                writers.add(threads.submit(() -> {
                    write(archive, random);
                    return null;
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                poller.poll();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        poller.pollUntilPast(
                archives().getFirst().bills().create(words.bill(500)).revision().updated());
        poller.assertMissedNothing();
    }

    @Test
    void times_are_those_of_the_archive_whatever_the_clock_of_a_process_says() {
        Instant before = archives().getFirst().horizon();
        for (Archive archive : archives()) {
            int number = 600 + archives().indexOf(archive);
            Instant written =
                    archive.bills().create(words.bill(number)).revision().updated();
            assertThat(written).isAfter(before);
            assertThat(archive.horizon()).isAfterOrEqualTo(before);
        }
    }

    @Test
    void members_and_divisions_are_found_by_when_they_changed() throws InterruptedException {
        Archive archive = archives().getFirst();
        Member member = words.member("1", "A");
        archive.members().load(List.of(sourced(member, 1)).iterator(), Cause.PROGRAM);
        Division division = words.division(1, java.time.LocalDate.EPOCH, Optional.empty(), Choice.YEA);
        archive.votes().load(List.of(sourced(division, 1)).iterator(), Cause.PROGRAM);
        Instant changed = archive.votes()
                .find(division.vote().id())
                .orElseThrow()
                .revision()
                .updated();

        Filter<Vote> since = words.votes().and(Votes.UPDATED_AT.compare(Field.Operator.GTE, changed));
        assertThat(archive.votes().count(since)).isEqualTo(1);
        assertThat(archive.votes().count(words.votes().and(Votes.UPDATED_AT.compare(Field.Operator.GT, changed))))
                .isZero();
        assertThat(archive.votes().count(words.votes().and(Votes.UPDATED_AT.in(List.of(changed, Instant.EPOCH)))))
                .isEqualTo(1);
        assertThat(archive.votes()
                        .find(since, PageRequest.<Vote>first(5).by(new Sort<>(Votes.UPDATED_AT, true)))
                        .items())
                .hasSize(1);
        assertThat(archive.members()
                        .find(
                                words.members().and(Members.UPDATED_AT.compare(Field.Operator.LTE, changed)),
                                PageRequest.<Member>first(5).by(new Sort<>(Members.UPDATED_AT, false)))
                        .items())
                .hasSize(1);
    }

    private void write(Archive archive, Random random) throws InterruptedException {
        for (int i = 0; i < 25; i++) {
            Bill wanted = words.bill(1 + random.nextInt(12)).with(Text.english("Title " + random.nextInt()));
            if (random.nextInt(4) == 0) {
                List<Sourced<Bill>> some = IntStream.rangeClosed(1, 12)
                        .mapToObj(n -> sourced(words.bill(n).with(wanted.title()), random.nextInt(1 << 30)))
                        .toList();
                archive.bills().load(some.iterator(), Cause.PROGRAM);
            } else {
                change(archive, wanted);
            }
        }
    }

    private static void change(Archive archive, Bill wanted) {
        try {
            Optional<Bill> seen = archive.bills().find(wanted.id());
            Bill unused = seen.isPresent()
                    ? archive.bills().update(wanted, seen.get().version())
                    : archive.bills().create(wanted);
        } catch (ConflictException | NotFoundException overtaken) {
            // another writer was there first
        }
    }

    /** Reads on from where it stopped, as a caller of {@code updated_since} does. */
    private final class Poller {
        private final Archive archive;
        private final Map<EntityId, Long> seen = new HashMap<>();
        private Instant since = Instant.EPOCH;

        Poller(Archive archive) {
            this.archive = archive;
        }

        void poll() {
            Instant until = archive.horizon();
            Filter<Bill> between = words.bills()
                    .and(Bills.UPDATED_AT.compare(Field.Operator.GTE, since))
                    .and(Bills.UPDATED_AT.compare(Field.Operator.LT, until));
            PageRequest<Bill> request = PageRequest.<Bill>first(5).by(new Sort<>(Bills.UPDATED_AT, false));
            Optional<Cursor> next;
            do {
                Page<Bill> page = archive.bills().find(between, request);
                page.items().forEach(bill -> seen.put(bill.id(), bill.version()));
                next = page.next();
                request = next.isPresent() ? request.at(next.get()) : request;
            } while (next.isPresent());
            since = until;
        }

        void pollUntilPast(Instant time) {
            while (!since.isAfter(time)) {
                poll();
            }
        }

        void assertMissedNothing() {
            Map<EntityId, Long> actual = new HashMap<>();
            archive.bills()
                    .find(words.bills(), PageRequest.first(PageRequest.MAX_LIMIT))
                    .items()
                    .forEach(bill -> actual.put(bill.id(), bill.version()));
            assertThat(seen).isEqualTo(actual);
        }
    }
}
