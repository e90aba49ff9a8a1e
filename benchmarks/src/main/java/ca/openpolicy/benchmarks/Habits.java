// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How the readers of a trace behave.
 *
 * @param seed of all chance
 * @param current the session that is sitting
 * @param earlier those before it, which some still read
 * @param begin at which part of the votes of the session the trace begins
 * @param days how many days it lasts
 * @param visitsADay how many visits there are on a day on which the House does not sit
 * @param people the share of visits by people who follow links
 * @param followers the share of visits by people who look after some bills of their own
 * @param apps the share of visits through programs that show a thing with what belongs to it
 * @param researchers the share of visits that go through all votes of a bill, or all ballots of a member
 * @param pollers the share of visits by programs that ask whether there are new votes, and take them
 * @param noise the share of visits that want any one thing
 * @param crawlers how many crawlers walk through the lists at any time
 * @param crawlerPause how long one waits between two things, in milliseconds
 * @param skew how much more the favourite things are wanted than others
 * @param burst how many times as many visits a vote on a known bill brings at first
 * @param dwell how long people look at a thing, its median in milliseconds
 * @param moves how likely each step from each spot is; what remains is that the visit is over
 */
record Habits(
        long seed,
        String current,
        List<String> earlier,
        double begin,
        int days,
        int visitsADay,
        double people,
        double followers,
        double apps,
        double researchers,
        double pollers,
        double noise,
        int crawlers,
        long crawlerPause,
        double skew,
        double burst,
        long dwell,
        Map<Spot, Map<Spot, Double>> moves) {
    /** The kinds of things that are read. */
    enum Spot {
        BILL,
        BILL_VOTES,
        STATISTICS,
        VOTE,
        BALLOTS,
        PARTIES,
        MEMBER,
        MEMBER_BALLOTS,
        BILL_LIST,
        VOTE_LIST
    }

    /** A session with many small bills; the model and its bounds may be tuned on this one. */
    static Habits traceA() {
        return new Habits(
                11,
                "41-2",
                List.of("41-1", "40-3"),
                0.6,
                21,
                7_000,
                0.48,
                0.12,
                0.20,
                0.02,
                0.10,
                0.08,
                2,
                4_000,
                0.9,
                6,
                20_000,
                moves(0, 11));
    }

    /**
     * Another session with three times as many votes, another mix, other habits, another pace; nothing is tuned on it.
     */
    static Habits traceB() {
        return new Habits(
                1_867,
                "42-1",
                List.of("40-2"),
                0.35,
                25,
                9_000,
                0.42,
                0.08,
                0.28,
                0.05,
                0.09,
                0.08,
                3,
                7_000,
                0.75,
                9,
                32_000,
                moves(0.35, 1_867));
    }

    /** In reserve, should the second trace have been looked at before a change of the model. */
    static Habits traceC() {
        return new Habits(
                20_261,
                "43-2",
                List.of("42-1"),
                0.2,
                28,
                6_000,
                0.55,
                0.10,
                0.16,
                0.04,
                0.08,
                0.07,
                2,
                5_000,
                0.82,
                7,
                25_000,
                moves(0.35, 20_261));
    }

    /** The same readers without the crawlers among them. */
    Habits withoutCrawlers() {
        return new Habits(
                seed,
                current,
                earlier,
                begin,
                days,
                visitsADay,
                people,
                followers,
                apps,
                researchers,
                pollers,
                noise,
                0,
                crawlerPause,
                skew,
                burst,
                dwell,
                moves);
    }

    /** Each step more or less likely, by about that part. */
    private static Map<Spot, Map<Spot, Double>> moves(double sway, long seed) {
        Random random = new Random(seed);
        Map<Spot, Map<Spot, Double>> swayed = new EnumMap<>(Spot.class);
        usual().forEach((from, steps) -> {
            Map<Spot, Double> other = new EnumMap<>(Spot.class);
            steps.forEach((to, likely) -> other.put(to, likely * Math.exp(sway * random.nextGaussian())));
            double sum = other.values().stream().mapToDouble(each -> each).sum();
            other.replaceAll((to, likely) -> sum > 0.9 ? likely * 0.9 / sum : likely);
            swayed.put(from, other);
        });
        return swayed;
    }

    private static Map<Spot, Map<Spot, Double>> usual() {
        Map<Spot, Map<Spot, Double>> usual = new EnumMap<>(Spot.class);
        usual.put(
                Spot.BILL,
                steps(
                        Spot.BILL_VOTES,
                        0.34,
                        Spot.MEMBER,
                        0.12,
                        Spot.STATISTICS,
                        0.07,
                        Spot.BILL,
                        0.06,
                        Spot.BILL_LIST,
                        0.06));
        usual.put(Spot.BILL_VOTES, steps(Spot.VOTE, 0.55, Spot.BILL, 0.10));
        usual.put(Spot.STATISTICS, steps(Spot.BILL_VOTES, 0.25, Spot.BILL, 0.15));
        usual.put(
                Spot.VOTE,
                steps(Spot.BALLOTS, 0.45, Spot.PARTIES, 0.15, Spot.BILL, 0.12, Spot.VOTE, 0.05, Spot.VOTE_LIST, 0.04));
        usual.put(Spot.BALLOTS, steps(Spot.MEMBER, 0.20, Spot.PARTIES, 0.10, Spot.VOTE, 0.05));
        usual.put(Spot.PARTIES, steps(Spot.BALLOTS, 0.20, Spot.BILL, 0.08));
        usual.put(Spot.MEMBER, steps(Spot.MEMBER_BALLOTS, 0.40, Spot.BILL, 0.12));
        usual.put(Spot.MEMBER_BALLOTS, steps(Spot.MEMBER_BALLOTS, 0.18, Spot.VOTE, 0.30));
        usual.put(Spot.BILL_LIST, steps(Spot.BILL, 0.60, Spot.BILL_LIST, 0.18));
        usual.put(Spot.VOTE_LIST, steps(Spot.VOTE, 0.60, Spot.VOTE_LIST, 0.14));
        return usual;
    }

    private static Map<Spot, Double> steps(Object... pairs) {
        Map<Spot, Double> steps = new EnumMap<>(Spot.class);
        for (int i = 0; i < pairs.length; i += 2) {
            steps.put((Spot) pairs[i], (Double) pairs[i + 1]);
        }
        return steps;
    }
}
