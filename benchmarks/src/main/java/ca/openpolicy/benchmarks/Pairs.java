// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Times of A and B, measured in turn. */
final class Pairs {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 42;

    private final List<Double> a = new ArrayList<>();
    private final List<Double> b = new ArrayList<>();

    void add(double ofA, double ofB) {
        a.add(ofA);
        b.add(ofB);
    }

    /** Medians, and the median ratio with its 95 % bootstrap interval. */
    String told(String nameOfA, String nameOfB, String unit) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            ratios.add(a.get(i) / b.get(i));
        }
        List<Double> resampled = resampled(ratios);
        return String.format(
                Locale.ROOT,
                "%s %.2f %s, %s %.2f %s, ratio %.2f (95 %% %.2f to %.2f, %d pairs)",
                nameOfA,
                median(a),
                unit,
                nameOfB,
                median(b),
                unit,
                median(ratios),
                resampled.get(RESAMPLES * 25 / 1000),
                resampled.get(RESAMPLES * 975 / 1000),
                a.size());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static List<Double> resampled(List<Double> ratios) {
        Random random = new Random(SEED);
        List<Double> medians = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            medians.add(median(random.ints(ratios.size(), 0, ratios.size())
                    .mapToObj(ratios::get)
                    .toList()));
        }
        return medians.stream().sorted().toList();
    }
}
