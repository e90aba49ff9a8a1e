// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Meter.Cost;
import java.util.ArrayList;
import java.util.List;

/** Costs of A and B, measured in turn. */
final class Costs {
    private final List<Cost> a = new ArrayList<>();
    private final List<Cost> b = new ArrayList<>();

    void add(Cost ofA, Cost ofB) {
        a.add(ofA);
        b.add(ofB);
    }

    void tell(String what, String nameOfA, String nameOfB) {
        System.out.println(what + ", " + nameOfA + " and " + nameOfB);
        tell("requests a second", Cost::perSecond, nameOfA, nameOfB, "/s");
        tell("CPU of the server for each", Cost::serverMicros, nameOfA, nameOfB, "us");
        tell("CPU of PostgreSQL for each", Cost::databaseMicros, nameOfA, nameOfB, "us");
        tell("allocated for each", Cost::kibibytes, nameOfA, nameOfB, "KiB");
        tell("p50", Cost::p50, nameOfA, nameOfB, "ms");
        tell("p99", Cost::p99, nameOfA, nameOfB, "ms");
    }

    private void tell(
            String what, java.util.function.ToDoubleFunction<Cost> value, String nameOfA, String nameOfB, String unit) {
        Pairs pairs = new Pairs();
        for (int i = 0; i < a.size(); i++) {
            pairs.add(value.applyAsDouble(a.get(i)), value.applyAsDouble(b.get(i)));
        }
        System.out.println("  " + what + ": " + pairs.told(nameOfA, nameOfB, unit));
    }
}
