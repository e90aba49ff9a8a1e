// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the system says of processes. */
final class Proc {
    private Proc() {}

    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** With all processes that it started and that still run. */
    static double cpuSecondsOfAll(ProcessHandle process) {
        return cpuSeconds(process)
                + process.descendants().mapToDouble(Proc::cpuSeconds).sum();
    }

    static double residentMebibytes(long pid) {
        return mebibytes(pid, "status", "VmRSS:");
    }

    /** Memory that processes share is counted in parts. */
    static double proportionalMebibytes(long pid) {
        return mebibytes(pid, "smaps_rollup", "Pss:");
    }

    private static double mebibytes(long pid, String file, String line) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(each -> each.startsWith(line))
                    .mapToDouble(each -> Double.parseDouble(each.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
