// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Whether reading gets slower as an archive grows: a bill by its id, and the first twenty ballots of a member, both by
 * chance, in archives of different sizes that are asked in turn by one caller. What is compared is the median time.
 */
final class SizesBenchmark {
    private static final String USUAL = "10000:1000000:10000000";
    private static final int PAGE = 20;
    private static final long SEED = 6;

    private final Measure measure;
    private final List<Parliament> parliaments;
    private final SplittableRandom chance = new SplittableRandom(SEED);

    private SizesBenchmark(Measure measure, List<Parliament> parliaments) {
        this.measure = measure;
        this.parliaments = parliaments;
    }

    /** Reads something in an archive. */
    private interface Reading {
        void once(Archive archive, EntityId id);
    }

    public static void main(String[] arguments) throws Exception {
        Measure measure = Measure.of(arguments);
        List<Parliament> parliaments = new ArrayList<>();
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary().withDurability(false))) {
            for (String size : measure.extraText("sizes", USUAL).split(":", -1)) {
                long begin = System.nanoTime();
                parliaments.add(Parliament.of(postgres, Integer.parseInt(size)));
                System.out.printf("%s ballots are there after %.0f s%n", size, (System.nanoTime() - begin) / 1e9);
            }
            new SizesBenchmark(measure, parliaments).run();
            for (Parliament each : parliaments) {
                each.close();
            }
        }
    }

    private void run() {
        compare("a bill by its id", Parliament::bills, SizesBenchmark::bill);
        compare("the first " + PAGE + " ballots of a member", Parliament::members, SizesBenchmark::ballots);
    }

    private static void bill(Archive archive, EntityId id) {
        if (archive.bills().find(id).isEmpty()) {
            throw new IllegalStateException("there is no bill " + id);
        }
    }

    private static void ballots(Archive archive, EntityId member) {
        Filter<Ballot> filter = Filter.where(Ballots.MEMBER.is(member)).and(Ballots.DERIVED.is(false));
        Page<Ballot> page = archive.ballots().find(filter, PageRequest.first(PAGE));
        if (page.items().size() != PAGE) {
            throw new IllegalStateException(
                    "member " + member + " has " + page.items().size() + " ballots");
        }
    }

    private void compare(String what, Function<Parliament, List<EntityId>> choices, Reading reading) {
        Map<Parliament, List<EntityId>> ids = new LinkedHashMap<>();
        for (Parliament each : parliaments) {
            ids.put(each, choices.apply(each));
            double unused = micros(each, ids.getOrDefault(each, List.of()), reading, measure.warm());
        }
        Map<Parliament, List<Double>> medians = new LinkedHashMap<>();
        for (int i = 0; i < measure.pairs(); i++) {
            for (Parliament each : i % 2 == 0 ? parliaments : parliaments.reversed()) {
                medians.computeIfAbsent(each, unused -> new ArrayList<>())
                        .add(micros(each, ids.getOrDefault(each, List.of()), reading, measure.phase()));
            }
        }
        List<Double> smallest = medians.getOrDefault(parliaments.getFirst(), List.of());
        for (Parliament larger : parliaments.subList(1, parliaments.size())) {
            tell(what, larger, medians.getOrDefault(larger, List.of()), smallest);
        }
    }

    private void tell(String what, Parliament larger, List<Double> ofLarger, List<Double> ofSmallest) {
        Pairs pairs = new Pairs();
        for (int i = 0; i < ofLarger.size(); i++) {
            pairs.add(ofLarger.get(i), ofSmallest.get(i));
        }
        System.out.println(what + ": "
                + pairs.told(
                        "of " + larger.ballots(), "of " + parliaments.getFirst().ballots(), "us"));
    }

    /** The median time. */
    private double micros(Parliament parliament, List<EntityId> ids, Reading reading, Duration length) {
        Times times = new Times();
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < length.toNanos()) {
            reading.once(parliament.archive(), ids.get(chance.nextInt(ids.size())));
            long end = System.nanoTime();
            times.add(end - now);
            now = end;
        }
        return times.millis(0.5) * 1e3;
    }
}
