// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;

/** Tells what requests cost a server and the database behind it. */
final class Meter implements AutoCloseable {
    private final Program program;
    private final ProcessHandle database;
    private final Inside inside;

    Meter(Program program, ProcessHandle database) throws IOException {
        this.program = program;
        this.database = database;
        this.inside = program.inside();
    }

    private record Reading(double serverCpu, double databaseCpu, long allocated, long nanos) {}

    /** Requests that are measured. */
    interface Requests {
        Outcome send() throws Exception;
    }

    /**
     * What one request cost.
     *
     * @param requests how many there were
     * @param perSecond how many a second
     * @param serverMicros CPU of the server for each
     * @param databaseMicros CPU of the database for each
     * @param kibibytes what the server allocated for each
     * @param p50 the median time in milliseconds
     * @param p99 the time in milliseconds that one in a hundred exceeded
     */
    record Cost(
            int requests,
            double perSecond,
            double serverMicros,
            double databaseMicros,
            double kibibytes,
            double p50,
            double p99) {}

    /** What came of requests, and what one of them cost. */
    record Measured(Outcome outcome, Cost cost) {}

    Measured measure(Requests requests) throws Exception {
        Reading before = read();
        Outcome outcome = requests.send();
        return new Measured(outcome, cost(outcome, before, read()));
    }

    /** Refuses to tell a cost where any answer was not the expected one. */
    Cost of(String what, Requests requests) throws Exception {
        Measured measured = measure(requests);
        measured.outcome().refuseFaults(what);
        return measured.cost();
    }

    @Override
    public void close() throws IOException {
        inside.close();
    }

    private static Cost cost(Outcome outcome, Reading before, Reading after) {
        int count = outcome.count();
        Times times = outcome.all();
        return new Cost(
                count,
                count / ((after.nanos - before.nanos) / 1e9),
                (after.serverCpu - before.serverCpu) * 1e6 / count,
                (after.databaseCpu - before.databaseCpu) * 1e6 / count,
                (after.allocated - before.allocated) / 1024.0 / count,
                times.millis(0.5),
                times.millis(0.99));
    }

    private Reading read() {
        return new Reading(
                Proc.cpuSeconds(program.handle()),
                Proc.cpuSecondsOfAll(database),
                inside.allocatedBytes(),
                System.nanoTime());
    }
}
