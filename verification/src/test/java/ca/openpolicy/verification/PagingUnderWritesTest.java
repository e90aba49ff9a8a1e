// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Division;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sourced;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.IntakeSettings;
import ca.openpolicy.core.intake.Progress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following next while others write: whatever was there throughout comes exactly once. */
@Timeout(1800)
class PagingUnderWritesTest {
    private static final JurisdictionKey MADE = new JurisdictionKey("zz");
    private static final JurisdictionKey WRITTEN = new JurisdictionKey("zz-w");

    private static TwoShards shards;

    @BeforeAll
    static void load(@TempDir Path directory) throws Exception {
        shards = new TwoShards();
        boolean real = RealData.ENDURANCE && RealData.here();
        if (!real) {
            MadeParliament.write(directory, 60, 150, 5);
        }
        CanadaSettings settings = CanadaSettings.defaults();
        Intake.into(shards.archive(), IntakeSettings.defaults(), Ambient.system())
                .run(
                        CanadaFiles.in(
                                real ? RealData.DIRECTORY : directory,
                                real ? settings : settings.withJurisdiction(MADE)),
                        Progress.silent());
    }

    @AfterAll
    static void stop() {
        shards.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 500})
    void every_ballot_that_was_there_throughout_comes_exactly_once(int limit) throws Exception {
        Map<BallotKey, Integer> seen = new HashMap<>();
        writing(unused -> follow(limit, seen));
        assertThat(missingOrRepeated(seen)).isZero();
    }

    @Test
    void the_checker_reports_a_pager_that_counts_rows() throws Exception {
        Map<BallotKey, Integer> seen = new HashMap<>();
        writing(writes -> countRows(seen, writes));
        assertThat(missingOrRepeated(seen)).isPositive();
    }

    private static void follow(int limit, Map<BallotKey, Integer> seen) {
        PageRequest<Ballot> request = PageRequest.first(limit);
        Page<Ballot> page = shards.archive().ballots().find(Filter.all(), request);
        count(page.items(), seen);
        while (page.next().isPresent()) {
            page = shards.archive()
                    .ballots()
                    .find(Filter.all(), request.at(page.next().get()));
            count(page.items(), seen);
        }
    }

    /** What an offset does: the place in the list is a number of rows, and rows before it come and go. */
    private static void countRows(Map<BallotKey, Integer> seen, AtomicBoolean writes) {
        List<Ballot> before = all();
        write(shards.archive(), 901, LocalDate.of(2000, 1, 3));
        List<Ballot> after = all();
        count(before.subList(0, before.size() / 2), seen);
        count(after.subList(before.size() / 2, after.size()), seen);
        writes.set(false);
    }

    private static List<Ballot> all() {
        List<Ballot> all = new ArrayList<>();
        PageRequest<Ballot> request = PageRequest.first(500);
        Page<Ballot> page = shards.archive().ballots().find(Filter.all(), request);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = shards.archive()
                    .ballots()
                    .find(Filter.all(), request.at(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    private static void count(List<Ballot> ballots, Map<BallotKey, Integer> seen) {
        ballots.forEach(ballot -> seen.merge(ballot.key(), 1, Integer::sum));
    }

    /** How many ballots of the loaded parliament did not come exactly once. */
    private static long missingOrRepeated(Map<BallotKey, Integer> seen) {
        Map<BallotKey, Integer> there = all().stream()
                .map(Ballot::key)
                .filter(key -> !key.vote().session().jurisdiction().equals(WRITTEN))
                .collect(Collectors.toMap(key -> key, unused -> 1));
        return there.keySet().stream()
                .filter(key -> seen.getOrDefault(key, 0) != 1)
                .count();
    }

    /** Runs a reader while a writer adds and replaces divisions before, among and behind those that are read. */
    private static void writing(Consumer<AtomicBoolean> reader) throws InterruptedException {
        AtomicBoolean writes = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int n = 1; writes.get(); n++) {
                write(shards.archive(), 1 + n % 200, LocalDate.of(2000, 1, 1).plusDays(n * 97L % 9_000));
            }
        });
        try {
            reader.accept(writes);
        } finally {
            writes.set(false);
            writer.join();
        }
    }

    private static void write(Archive archive, int number, LocalDate date) {
        VoteKey key = new VoteKey(new SessionKey(WRITTEN, 1, 1), Chamber.HOUSE, number);
        List<Ballot> ballots = new ArrayList<>();
        for (int person = 1; person <= 40; person++) {
            ballots.add(new Ballot(
                    new BallotKey(key, Integer.toString(person)),
                    date,
                    Choice.YEA,
                    false,
                    false,
                    Optional.empty(),
                    "Writer",
                    Optional.empty(),
                    Optional.empty()));
        }
        Vote vote = new Vote(
                key,
                date,
                Optional.empty(),
                Text.NONE,
                Optional.empty(),
                VoteResult.AGREED,
                Optional.empty(),
                Optional.empty(),
                new Tally(40, 0, 0),
                List.of(),
                List.of(),
                Revision.NONE);
        Digest digest = new Digest("%032x".formatted(date.toEpochDay()));
        try {
            archive.votes()
                    .load(
                            List.of(new Sourced<>(new Division(vote, ballots), digest))
                                    .iterator(),
                            Cause.PROGRAM);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
