// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A write under a key is carried out once and answered alike, however often it comes and whenever the server dies. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(1_800)
class RepeatedWritesTest {
    private static final long SEED = 41;
    private static final int KILLS = RealData.ENDURANCE ? 40 : 3;
    private static final int REPEATS = 100 / KILLS + 1;
    private static final Duration LONGEST_WRITE = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Attacked attacked;
    private final Random random = new Random(SEED);

    RepeatedWritesTest(Attacked attacked) {
        this.attacked = attacked;
    }

    /** A write, its key, and the answer that all of its repetitions must get. */
    private static final class Write {
        private final Sent request;
        private Optional<Received.Answer> first = Optional.empty();

        Write(Sent request, String key) {
            this.request = request.header("Idempotency-Key", "\"" + key + "\"");
        }

        /** Whether it was answered for good: not that it is going on, nor that the server is not there. */
        boolean answered(Received received) {
            if (received.answers().isEmpty()) {
                return false;
            }
            Received.Answer answer = received.only();
            if ((answer.status() == 409 && answer.header("retry-after").isPresent()) || answer.status() == 503) {
                return false;
            }
            if (first.isEmpty()) {
                first = Optional.of(answer);
            }
            assertThat(answer.status()).as(answer.text()).isEqualTo(first.get().status());
            assertThat(answer.body()).isEqualTo(first.get().body());
            assertThat(answer.header("etag")).isEqualTo(first.get().header("etag"));
            assertThat(answer.header("location")).isEqualTo(first.get().header("location"));
            return true;
        }
    }

    @Test
    void a_write_is_carried_out_once_whenever_the_server_dies() throws Exception {
        String etag = "";
        ServerProcess server = start();
        for (int kill = 0; kill < KILLS; kill++) {
            Write write = kill == 0 ? post("C-701", "killed-0") : patch("C-701", kill, etag);
            try (ServerProcess dying = server) {
                killed(dying, write);
            }
            server = start();
            repeated(new Wire(server.port()), write);
            Received.Answer answer = write.first.orElseThrow();
            assertThat(answer.status()).as(answer.text()).isEqualTo(kill == 0 ? 201 : 200);
            etag = answer.header("etag").orElseThrow();
        }
        server.close();
        assertThat(versions("C-701")).isEqualTo(KILLS);
    }

    @Test
    void the_checker_reports_a_server_that_forgets_what_it_has_done() throws Exception {
        Write write = post("C-702", "forgotten");
        assertThat(write.answered(attacked.wire().ask(write.request))).isTrue();
        assertThat(write.answered(attacked.wire().ask(write.request))).isTrue();
        execute("delete from openpolicy.idempotency_key");
        execute("delete from openpolicy.operation");
        assertThatThrownBy(() -> write.answered(attacked.wire().ask(write.request)))
                .isInstanceOf(AssertionError.class);
    }

    /** Sends it, and kills the server at some moment of it. */
    private void killed(ServerProcess server, Write write) throws InterruptedException {
        Wire wire = new Wire(server.port());
        Thread sending = Thread.ofVirtual().start(() -> unheard(wire, write.request));
        LockSupport.parkNanos(random.nextLong(LONGEST_WRITE.toNanos()));
        server.kill();
        sending.join();
    }

    /** Repeats it to the server that came after, until it is answered, and then some more. */
    private static void repeated(Wire wire, Write write) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!write.answered(wire.ask(write.request))) {
            assertThat(System.nanoTime()).as("time to be answered").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        for (int n = 0; n < REPEATS; n++) {
            assertThat(write.answered(wire.ask(write.request))).isTrue();
        }
    }

    private ServerProcess start() throws IOException {
        List<String> settings = new ArrayList<>();
        Attacked.set(settings, "database.operation-lease", "3s");
        return attacked.start(settings.toArray(String[]::new)).awaitReady(PATIENCE);
    }

    /** Whatever comes of it. */
    private static void unheard(Wire wire, Sent request) {
        try {
            wire.ask(request);
        } catch (IOException killed) {
            // that is what this is about
        }
    }

    private Write post(String number, String key) {
        return new Write(
                Sent.of("POST", Bills.ALL).from(attacked.token()).json(Bills.body(number, "Written " + key, "")), key);
    }

    private Write patch(String number, int kill, String etag) {
        return new Write(
                Sent.of("PATCH", Bills.path(number))
                        .from(attacked.token())
                        .header("If-Match", etag)
                        .patch("{\"title\":{\"en\":\"Written " + kill + "\"}}"),
                "killed-" + kill);
    }

    private long versions(String number) throws IOException {
        return attacked.wire()
                .ask(Sent.get(Bills.path(number) + "/history?count=true"))
                .only()
                .json()
                .getJsonObject("page")
                .getJsonNumber("total")
                .longValueExact();
    }

    private void execute(String sql) throws SQLException {
        for (String database : List.of("one", "two")) {
            try (Connection connection =
                            attacked.postgres().dataSource(database).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
