// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** What came of many requests. Not safe for use by many threads: each has its own, and they are added up. */
final class Outcome {
    private final Map<String, Times> times = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private long bodyBytes;

    void answered(Ask ask, int status, int bytes, long nanos) {
        times.computeIfAbsent(ask.kind(), unused -> new Times()).add(nanos);
        bodyBytes += bytes;
        if (status != ask.expected()) {
            failed(ask, "status " + status);
        }
    }

    void failed(Ask ask, String how) {
        faults.merge(ask.kind() + ": " + how, 1, Integer::sum);
    }

    void addAll(Outcome others) {
        others.times.forEach((kind, more) ->
                times.computeIfAbsent(kind, unused -> new Times()).addAll(more));
        others.faults.forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
        bodyBytes += others.bodyBytes;
    }

    int count() {
        return times.values().stream().mapToInt(Times::count).sum();
    }

    Times all() {
        Times all = new Times();
        times.values().forEach(all::addAll);
        return all;
    }

    Map<String, Times> byKind() {
        return times;
    }

    /** Whatever was not answered as expected, and how often. */
    Map<String, Integer> faults() {
        return faults;
    }

    double bytesEach() {
        return count() == 0 ? 0 : (double) bodyBytes / count();
    }

    void refuseFaults(String what) {
        if (!faults.isEmpty()) {
            throw new IllegalStateException(what + " was not answered as expected: " + faults);
        }
    }
}
