// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.verification.faults.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final long SEED = 11;
    private static final int PATIENCE = 20_000;
    private static final int SILENCE = 300;

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.before(server.port());
    }

    @AfterEach
    void end_without_leaving_anything() {
        proxy.close();
        await().until(() -> server.open() == 0);
        server.close();
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void without_faults_everything_passes_to_its_end() throws IOException {
        byte[] much = bytes(3_000_000);
        try (Socket client = connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(client, much));
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
            sent.join();
        }
        await().until(() -> proxy.connections() == 0);
        assertThat(proxy.accepted()).isEqualTo(1);
        assertThat(server.heard()).isEqualTo(much.length);
    }

    @Test
    void what_is_delayed_comes_later_in_order_and_not_slower() throws IOException {
        proxy.delay(Duration.ofMillis(200), Duration.ofMillis(150));
        byte[] many = bytes(40);
        try (Socket client = connect()) {
            long start = System.nanoTime();
            for (byte each : many) {
                client.getOutputStream().write(each);
            }
            assertThat(client.getInputStream().readNBytes(many.length)).isEqualTo(many);
            assertThat(since(start)).isBetween(Duration.ofMillis(350), Duration.ofSeconds(10));
            proxy.delay(Duration.ofHours(1), Duration.ZERO);
            client.getOutputStream().write(7);
            proxy.pass();
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void a_cut_ends_what_is_open_and_nothing_else() throws IOException {
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.open() == 0);
        }
        assertThat(proxy.connections()).isZero();
        try (Socket next = connect()) {
            echo(next, 2);
        }
    }

    @Test
    void a_reset_is_one() throws IOException {
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.reset();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read())
                    .withMessageContaining("reset");
            await().until(() -> server.open() == 0);
        }
    }

    @Test
    void new_connections_are_refused_and_old_ones_stay() throws IOException {
        int port = proxy.port();
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.refuse();
            proxy.refuse();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> connect().close());
            echo(client, 2);
            proxy.pass();
            assertThat(proxy.port()).isEqualTo(port);
            try (Socket next = connect()) {
                echo(next, 3);
            }
            echo(client, 4);
        }
    }

    @Test
    void a_black_hole_takes_everything_and_says_nothing() throws IOException {
        try (Socket old = connect()) {
            echo(old, 1);
            long heard = server.heard();
            proxy.blackHole();
            old.getOutputStream().write(2);
            silent(old);
            try (Socket next = connect()) {
                next.getOutputStream().write(bytes(500_000));
                silent(next);
                assertThat(server.heard()).isEqualTo(heard);
                assertThat(server.open()).isEqualTo(1);
                proxy.pass();
                ended(next);
            }
            ended(old);
        }
        try (Socket after = connect()) {
            echo(after, 3);
        }
    }

    @Test
    void an_end_is_swallowed_too() throws IOException {
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.blackHole();
        }
        try (Socket next = connect()) {
            silent(next);
        }
        assertThat(server.open()).isEqualTo(1);
        proxy.pass();
        await().until(() -> server.open() == 0 && proxy.connections() == 0);
    }

    @Test
    void half_open_holds_answers_back_and_loses_none() throws IOException {
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.halfOpen(Direction.TO_CLIENT);
            client.getOutputStream().write(2);
            await().until(() -> server.heard() == 2);
            silent(client);
            proxy.pass();
            assertThat(client.getInputStream().read()).isEqualTo(2);
            echo(client, 3);
        }
    }

    @Test
    void half_open_holds_questions_back_within_bounds_and_loses_none() throws IOException {
        try (Socket client = connect()) {
            echo(client, 1);
            proxy.halfOpen(Direction.TO_SERVER);
            AtomicLong sent = new AtomicLong();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendWhileTaken(client, sent));
            await().during(Duration.ofMillis(SILENCE))
                    .atMost(Duration.ofSeconds(30))
                    .until(new Unchanged(sent)::holds);
            assertThat(sent.get()).isLessThan(40_000_000);
            assertThat(server.heard()).isEqualTo(1);
            proxy.cut();
            sending.join();
        }
    }

    @Test
    void only_so_much_passes_in_a_second() throws IOException {
        proxy.throttle(20_000);
        byte[] some = bytes(10_000);
        try (Socket client = connect()) {
            long start = System.nanoTime();
            client.getOutputStream().write(some);
            assertThat(client.getInputStream().readNBytes(some.length)).isEqualTo(some);
            assertThat(since(start)).isBetween(Duration.ofMillis(450), Duration.ofSeconds(10));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.throttle(0));
    }

    @Test
    void bytes_are_damaged_by_chance_and_the_same_chance_damages_the_same() throws IOException {
        proxy.corrupt(0.05, SEED);
        byte[] sent = bytes(20_000);
        byte[] first = echoed(sent);
        byte[] second = echoed(sent);
        assertThat(second).isEqualTo(first).isNotEqualTo(sent);
        assertThat(IntStream.range(0, sent.length)
                        .filter(index -> first[index] != sent[index])
                        .count())
                .isBetween(1_000L, 3_000L);
        proxy.pass();
        assertThat(echoed(sent)).isEqualTo(sent);
        assertThatIllegalArgumentException().isThrownBy(() -> proxy.corrupt(1.5, SEED));
    }

    @Test
    void the_end_of_the_proxy_ends_what_it_holds_back() throws IOException {
        proxy.delay(Duration.ofHours(1), Duration.ofHours(1));
        try (Socket late = connect()) {
            late.getOutputStream().write(bytes(2_000));
            proxy.blackHole();
            try (Socket lost = connect()) {
                silent(lost);
                proxy.refuse();
                proxy.close();
                proxy.close();
                ended(lost);
            }
            ended(late);
        }
        assertThat(proxy.connections()).isZero();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connect().close());
    }

    @Test
    void a_server_that_is_not_there_ends_the_connection() throws IOException {
        server.close();
        try (Socket client = connect()) {
            ended(client);
        }
    }

    @Test
    void an_engine_is_reached_and_lost_and_reached_again() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(
                        EmbeddedPostgresSettings.temporary().withDurability(false));
                FaultProxy between = FaultProxy.before(postgres.port())) {
            String url = postgres.jdbcUrl("postgres").replace(":" + postgres.port() + "/", ":" + between.port() + "/");
            try (Connection connection = DriverManager.getConnection(url, postgres.user(), postgres.password())) {
                assertThat(one(connection)).isEqualTo(1);
                between.cut();
                assertThatExceptionOfType(SQLException.class).isThrownBy(() -> one(connection));
            }
            try (Connection connection = DriverManager.getConnection(url, postgres.user(), postgres.password())) {
                assertThat(one(connection)).isEqualTo(1);
            }
        }
    }

    private static int one(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1")) {
            found.next();
            return found.getInt(1);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), proxy.port());
        client.setSoTimeout(PATIENCE);
        client.setTcpNoDelay(true);
        return client;
    }

    private static void echo(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        assertThat(client.getInputStream().read()).isEqualTo(value);
    }

    private byte[] echoed(byte[] sent) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(sent);
            return client.getInputStream().readNBytes(sent.length);
        }
    }

    private static void silent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> client.getInputStream().read());
        client.setSoTimeout(PATIENCE);
    }

    /** By an end or by a reset: what was not read is no concern. */
    private static void ended(Socket client) {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open", open);
        } catch (IOException reset) {
            assertThat(reset).isInstanceOf(SocketException.class);
        }
    }

    private static void sendAll(Socket client, byte[] content) {
        try {
            client.getOutputStream().write(content);
            client.shutdownOutput();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void sendWhileTaken(Socket client, AtomicLong sent) {
        byte[] piece = new byte[65_536];
        try {
            while (sent.get() < 200_000_000) {
                client.getOutputStream().write(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException closed) {
            assertThat(sent).hasPositiveValue();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether a number is still what it was when last asked for. */
    private static final class Unchanged {
        private final AtomicLong number;
        private long last = -1;

        Unchanged(AtomicLong number) {
            this.number = number;
        }

        boolean holds() {
            long before = last;
            last = number.get();
            return before == last;
        }
    }
}
