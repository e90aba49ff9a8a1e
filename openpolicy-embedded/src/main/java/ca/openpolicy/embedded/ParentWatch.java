// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Ends this process with the one that started it: through the shutdown hooks, and by a halt if those take too long. The
 * exit status is 143, as after a SIGTERM.
 */
public final class ParentWatch {
    private static final int STATUS = 143;
    private static final long INIT = 1;

    private ParentWatch() {}

    /**
     * Watches the process that is this one's parent now. A process that has no parent, or whose parent is the first of
     * the machine or container, has nobody to outlive and is not watched. On Linux a process that was handed over to
     * that first process because its own starter had died already is told apart by its process group, and ends at once.
     *
     * @param grace how long the shutdown hooks may take
     */
    public static void exitWithParent(Duration grace) {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()) {
            return;
        }
        if (parent.get().pid() != INIT) {
            exitAfter(parent.get(), grace);
        } else if (wasHandedOver()) {
            leave(grace);
        }
    }

    /**
     * Watches the process that started this one and told it its number, which leaves no doubt even if it dies before
     * this is called.
     *
     * @param parent the process id of the direct parent
     * @param grace how long the shutdown hooks may take
     */
    public static void exitWithParent(long parent, Duration grace) {
        ProcessHandle.current()
                .parent()
                .filter(found -> found.pid() == parent)
                .ifPresentOrElse(found -> exitAfter(found, grace), () -> leave(grace));
    }

    private static void exitAfter(ProcessHandle parent, Duration grace) {
        CompletableFuture<Void> unused = parent.onExit().thenRun(() -> leave(grace));
    }

    /** In threads of their own: the caller may hold what a shutdown hook waits for. */
    private static void leave(Duration grace) {
        Thread.ofPlatform().daemon().name("parent-watch-halt").start(() -> haltAfter(grace));
        Thread.ofPlatform().daemon().name("parent-watch-exit").start(() -> System.exit(STATUS));
    }

    private static void haltAfter(Duration grace) {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(STATUS);
    }

    private static boolean wasHandedOver() {
        OptionalLong own = processGroup("self");
        OptionalLong first = processGroup(Long.toString(INIT));
        return own.isPresent()
                && first.isPresent()
                && wasHandedOver(ProcessHandle.current().pid(), own.getAsLong(), first.getAsLong());
    }

    /**
     * What init, a supervisor or a container starts leads a process group or shares that of its starter; a child of the
     * first process that does neither was born to another parent.
     */
    static boolean wasHandedOver(long process, long group, long groupOfFirst) {
        return group != process && group != groupOfFirst;
    }

    private static OptionalLong processGroup(String process) {
        try {
            String stat = Files.readString(Path.of("/proc", process, "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
            return OptionalLong.of(Long.parseLong(afterName[2]));
        } catch (IOException | RuntimeException notLinux) {
            return OptionalLong.empty();
        }
    }
}
