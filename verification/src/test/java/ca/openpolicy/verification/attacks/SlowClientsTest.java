// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.verification.RealData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whoever is slow on purpose is sent away, and whoever is not notices nothing. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(300)
class SlowClientsTest {
    private static final int CLIENTS = RealData.ENDURANCE ? 1_000 : 60;

    /** One kind after the other, or all at once. */
    static final List<Set<Slow>> KINDS = RealData.ENDURANCE
            ? EnumSet.allOf(Slow.class).stream().map(Set::of).toList()
            : List.of(EnumSet.allOf(Slow.class));

    private static final Duration DRIP = Duration.ofMillis(500);

    /** The promise is 10 s from the start of a request; a busy machine may be late. */
    private static final Duration LONGEST = Duration.ofSeconds(RealData.ENDURANCE ? 11 : 14);

    private static final Duration GIVEN_UP = Duration.ofSeconds(40);
    private static final Duration QUICK = Duration.ofSeconds(2);

    private final Wire wire;
    private final Attacked attacked;

    SlowClientsTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    /** In what a client is slow. */
    enum Slow {
        HEAD {
            @Override
            byte[] begin() {
                return Sent.raw("GET /api/v1/bills HTTP/1.1\r\nHost: localhost\r\n");
            }

            @Override
            byte[] drip(int n) {
                return Sent.raw("X-" + n + ": y\r\n");
            }
        },
        FIRST_LINE {
            @Override
            byte[] begin() {
                return Sent.raw("GET /api/v1/bills?name=");
            }

            @Override
            byte[] drip(int n) {
                return Sent.raw("a");
            }
        },
        BODY {
            @Override
            byte[] begin() {
                return Sent.raw(
                        "POST /api/v1/bills HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            }

            @Override
            byte[] drip(int n) {
                return Sent.raw(" ");
            }
        },
        CHUNKS {
            @Override
            byte[] begin() {
                return Sent.raw(
                        "POST /api/v1/bills HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            }

            @Override
            byte[] drip(int n) {
                return Sent.raw("1\r\n \r\n");
            }
        },
        READING {
            // more than the buffers of both sides hold
            @Override
            byte[] begin() {
                return Sent.raw("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100));
            }

            // by which the client learns that nobody is there any more, for what it has not read hides that
            @Override
            byte[] drip(int n) {
                return Sent.raw("G");
            }

            @Override
            boolean reads() {
                return false;
            }
        };

        abstract byte[] begin();

        abstract byte[] drip(int n);

        /** Whether it takes what comes back; one that does not is sent away however much there is for it. */
        boolean reads() {
            return true;
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_slow_client_is_sent_away_and_a_good_one_notices_nothing(Set<Slow> kinds) throws Exception {
        List<Duration> before = times(Duration.ofSeconds(RealData.ENDURANCE ? 5 : 1));
        List<Duration> meanwhile;
        List<Duration> lasted = new ArrayList<>();
        CountDownLatch open = new CountDownLatch(CLIENTS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> clients = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                Slow slow = List.copyOf(kinds).get(n % kinds.size());
                clients.add(threads.submit(() -> lasts(slow, open)));
            }
            assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
            meanwhile = times(Duration.ofSeconds(RealData.ENDURANCE ? 8 : 3));
            for (Future<Duration> each : clients) {
                lasted.add(each.get());
            }
        }
        assertThat(longest(lasted)).isLessThan(LONGEST);
        assertThat(longest(meanwhile)).isLessThan(QUICK);
        if (RealData.ENDURANCE) {
            System.out.printf(
                    "%s: p99 of a good client %s before, %s meanwhile; the slowest lasted %s%n",
                    kinds, p99(before), p99(meanwhile), longest(lasted));
            assertThat(p99(meanwhile)).isLessThanOrEqualTo(p99(before).multipliedBy(2));
        }
        assertThat(attacked.server().status("/ready")).isEqualTo(200);
    }

    /** How long the server put up with it. */
    private Duration lasts(Slow slow, CountDownLatch open) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(slow.reads() ? 65_536 : 4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()));
            socket.setSoTimeout((int) DRIP.toMillis());
            long start = System.nanoTime();
            try {
                socket.getOutputStream().write(slow.begin());
                open.countDown();
                drip(slow, socket, start + GIVEN_UP.toNanos());
            } catch (IOException sentAway) {
                open.countDown();
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** Until the other side closes, or forever too long. */
    private static void drip(Slow slow, Socket socket, long end) throws IOException {
        byte[] some = new byte[slow.reads() ? 4_096 : 1];
        int read = 0;
        for (int n = 0; read >= 0 && System.nanoTime() < end; n++) {
            long next = System.nanoTime() + DRIP.toNanos();
            try {
                read = socket.getInputStream().read(some);
            } catch (SocketTimeoutException stillOpen) {
                read = 0;
            }
            LockSupport.parkNanos(next - System.nanoTime());
            socket.getOutputStream().write(slow.drip(n));
        }
    }

    private List<Duration> times(Duration during) throws IOException {
        List<Duration> times = new ArrayList<>();
        long end = System.nanoTime() + during.toNanos();
        while (System.nanoTime() < end) {
            Received received = wire.ask(Sent.get("/api/v1/bills/zz/3-1/C-2"));
            assertThat(received.only().status()).isEqualTo(200);
            times.add(received.elapsed());
        }
        return times;
    }

    private static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow();
    }

    private static Duration p99(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }
}
