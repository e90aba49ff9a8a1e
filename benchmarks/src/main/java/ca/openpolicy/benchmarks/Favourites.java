// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Habits.Spot;
import ca.openpolicy.benchmarks.Site.Thing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which bills and members are wanted more than others: the n-th by one to the power of a number. */
final class Favourites {
    private static final double CURRENT = 0.85;

    private final Site site;
    private final Random random;
    private final List<List<Integer>> bills = new ArrayList<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final double[] sums;

    Favourites(Site site, double skew, Random random) {
        this.site = site;
        this.random = random;
        int most = 0;
        for (int i = 0; i < site.sessions(); i++) {
            bills.add(shuffled(site.house(i).bills().size()));
            members.add(shuffled(site.house(i).members().size()));
            most = Math.max(most, Math.max(bills.get(i).size(), members.get(i).size()));
        }
        sums = IntStream.range(0, most)
                .mapToDouble(place -> 1 / Math.pow(place + 1.0, skew))
                .toArray();
        Arrays.parallelPrefix(sums, Double::sum);
    }

    private List<Integer> shuffled(int size) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(all, random);
        return all;
    }

    private int pick(List<Integer> ranked, int below) {
        while (true) {
            double at = random.nextDouble() * sums[ranked.size() - 1];
            int found = Arrays.binarySearch(sums, 0, ranked.size(), at);
            int chosen = ranked.get(Math.min(ranked.size() - 1, found < 0 ? -found - 1 : found));
            if (chosen < below) {
                return chosen;
            }
        }
    }

    /** Of the session that sits, or seldom of one before. */
    Thing bill(long at) {
        boolean now = site.sessions() == 1 || random.nextDouble() < CURRENT;
        int house = now ? 0 : 1 + random.nextInt(site.sessions() - 1);
        return new Thing(Spot.BILL, house, pick(bills.get(house), site.bills(house, at)), 0);
    }

    Thing billNow(long at) {
        return new Thing(Spot.BILL, 0, pick(bills.getFirst(), site.bills(0, at)), 0);
    }

    int member(int house) {
        return pick(members.get(house), Integer.MAX_VALUE);
    }
}
