// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs within the looked-at process and writes down what it holds and what it has asked for. */
public final class MemoryAgent {
    private MemoryAgent() {}

    /** Told {@code held} or {@code allocated}, and the file to write to. */
    public static void agentmain(String told) throws IOException {
        int blank = told.indexOf(' ');
        Path file = Path.of(told.substring(blank + 1));
        Files.writeString(file, Long.toString(told.startsWith("held") ? held() : allocated()));
    }

    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
