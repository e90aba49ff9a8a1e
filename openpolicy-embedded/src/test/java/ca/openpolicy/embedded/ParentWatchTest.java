// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentWatchTest {
    @TempDir
    Path directory;

    @Test
    void ends_through_the_hooks_when_the_parent_is_killed() {
        try (ChildJvm parent = ChildJvm.start(Parent.class, "watch", "PT20S", hooked().toString(), "quick")) {
            long child = parent.saysNumber();
            parent.killHard();
            awaitEnd(child);
            assertThat(hooked()).exists();
        }
    }

    @Test
    void is_halted_when_the_hooks_take_too_long() {
        try (ChildJvm parent = ChildJvm.start(Parent.class, "watch", "PT1S", hooked().toString(), "stuck")) {
            long child = parent.saysNumber();
            parent.killHard();
            awaitEnd(child);
            assertThat(hooked()).exists();
        }
    }

    @Test
    void ends_when_the_parent_had_died_before() {
        try (ChildJvm parent = ChildJvm.start(Parent.class, "watch-late", "PT20S", hooked().toString(), "quick")) {
            long child = parent.saysNumber();
            parent.killHard();
            awaitEnd(child);
            assertThat(hooked()).exists();
        }
    }

    @Test
    void a_living_parent_is_not_left() throws IOException {
        try (ChildJvm child = ChildJvm.start(
                Child.class,
                "watch",
                "PT20S",
                hooked().toString(),
                "quick",
                Long.toString(ProcessHandle.current().pid()))) {
            child.saysNumber();
            child.process().outputWriter().close();
            assertThat(child.ended()).isZero();
        }
    }

    @Test
    void one_handed_over_to_the_first_process_is_told_from_one_started_by_it() {
        assertThat(ParentWatch.wasHandedOver(70, 60, 1)).isTrue();
        assertThat(ParentWatch.wasHandedOver(70, 70, 1)).isFalse();
        assertThat(ParentWatch.wasHandedOver(70, 1, 1)).isFalse();
    }

    private Path hooked() {
        return directory.resolve("hooked");
    }

    private static void awaitEnd(long child) {
        try {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> ProcessHandle.of(child)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        } finally {
            ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Starts {@link Child} with the same arguments and its own number. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws IOException {
            String own = Long.toString(ProcessHandle.current().pid());
            Process child = new ProcessBuilder(
                            ChildJvm.command(Child.class, arguments[0], arguments[1], arguments[2], arguments[3], own))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            System.out.println(child.inputReader().readLine());
            while (System.in.read() >= 0) {}
            child.destroyForcibly();
        }
    }

    /** Says its number when it watches, or before it does, and stays; its hook leaves a file. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Duration grace = Duration.parse(arguments[1]);
            boolean stuck = arguments[3].equals("stuck");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(Path.of(arguments[2]), stuck)));
            boolean late = arguments[0].equals("watch-late");
            if (!late) {
                ParentWatch.exitWithParent(grace);
            }
            System.out.println(ProcessHandle.current().pid());
            if (late) {
                watchLate(Long.parseLong(arguments[4]), grace);
            }
            while (late || stuck || System.in.read() >= 0) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }

        private static void watchLate(long parent, Duration grace) {
            while (ProcessHandle.current()
                    .parent()
                    .filter(found -> found.pid() == parent)
                    .isPresent()) {
                LockSupport.parkNanos(1_000_000);
            }
            ParentWatch.exitWithParent(parent, grace);
        }

        private static void leave(Path file, boolean stuck) {
            try {
                Files.writeString(file, "hooked");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            while (stuck) {
                LockSupport.park();
            }
        }
    }
}
