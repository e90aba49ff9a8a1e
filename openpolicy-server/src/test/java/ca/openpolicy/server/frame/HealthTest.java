// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the server says of how it is. */
class HealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void it_is_ready_when_every_dependency_is() throws Exception {
        AtomicBoolean imported = new AtomicBoolean();
        HealthCheck shard = check("shard s0", true, () -> true);
        HealthCheck files = check("import", false, imported::get);
        try (FrameUnderTest frame = frame(shard, files)) {
            for (String path : new String[] {"/ready", "/health/ready"}) {
                HttpResponse<String> response = frame.get(path);
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
                assertThat(response.body())
                        .isEqualTo("{\"status\":\"DOWN\",\"checks\":["
                                + "{\"name\":\"shard s0\",\"status\":\"UP\",\"data\":{\"state\":\"true\"}},"
                                + "{\"name\":\"import\",\"status\":\"DOWN\",\"data\":{\"state\":\"false\"}}]}");
            }
            imported.set(true);
            assertThat(frame.get("/ready").statusCode()).isEqualTo(200);
            assertThat(frame.get("/ready").body()).startsWith("{\"status\":\"UP\"");
        }
    }

    @Test
    void it_lives_whatever_its_dependencies_do() throws Exception {
        try (FrameUnderTest frame = frame(check("shard s0", true, () -> false))) {
            for (String path : new String[] {"/health", "/health/live"}) {
                assertThat(frame.get(path).statusCode()).isEqualTo(200);
                assertThat(frame.get(path).body()).contains("\"status\":\"UP\"");
            }
        }
    }

    @Test
    void it_has_started_when_what_the_start_needs_was_well_once() throws Exception {
        AtomicBoolean open = new AtomicBoolean();
        try (FrameUnderTest frame = frame(check("archive", true, open::get), check("import", false, () -> false))) {
            assertThat(frame.get("/health/started").statusCode()).isEqualTo(503);
            open.set(true);
            assertThat(frame.get("/health/start").statusCode()).isEqualTo(200);
            open.set(false);
            assertThat(frame.get("/health/started").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_check_that_fails_is_down_and_says_nothing_of_itself() throws Exception {
        HealthCheck broken = new HealthCheck("shard s0", PATIENCE, true, () -> {
            throw new IllegalStateException("password of the house");
        });
        try (FrameUnderTest frame = frame(broken)) {
            HttpResponse<String> response = frame.get("/ready");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"DOWN\"", "cannot be asked").doesNotContain("password");
        }
    }

    @Test
    void one_that_does_not_answer_holds_up_nobody_for_longer_than_its_time() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Supplier<Dependency> stuck = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Dependency("stuck", true, "too late");
        };
        Duration short1 = Duration.ofMillis(300);
        try (FrameUnderTest frame = frame(
                new HealthCheck("one", short1, true, stuck),
                new HealthCheck("two", short1, true, stuck),
                new HealthCheck("three", short1, true, stuck),
                check("fine", true, () -> true))) {
            long begin = System.nanoTime();
            HttpResponse<String> response = frame.get("/ready");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("does not say in time", "\"name\":\"fine\",\"status\":\"UP\"");
        }
    }

    private static HealthCheck check(String name, boolean ofStart, Supplier<Boolean> well) {
        return new HealthCheck(
                name, PATIENCE, ofStart, () -> new Dependency(name, well.get(), String.valueOf(well.get())));
    }

    private static FrameUnderTest frame(HealthCheck... checks) {
        return FrameUnderTest.with().checking(List.of(checks)).listen();
    }
}
