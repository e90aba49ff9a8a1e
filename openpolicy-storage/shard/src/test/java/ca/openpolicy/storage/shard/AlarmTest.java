// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void rings_when_its_time_is_over_and_not_before() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        long begun = System.nanoTime();
        Alarm unused = Alarm.after(Duration.ofMillis(50), rung::countDown);
        assertThat(rung.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void one_that_is_put_off_never_rings() throws InterruptedException {
        AtomicInteger rung = new AtomicInteger();
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            alarms.add(Alarm.after(Duration.ofSeconds(5), rung::incrementAndGet));
        }
        alarms.forEach(Alarm::off);
        awaitOneOf(Duration.ofMillis(5200));
        assertThat(rung).hasValue(0);
    }

    @Test
    void one_rings_though_all_was_quiet_for_a_while_and_though_another_hangs() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Alarm unused = Alarm.after(Duration.ofMillis(1), () -> hang(never));
        awaitOneOf(Duration.ofMillis(1500));
        awaitOneOf(Duration.ofMillis(1));
        never.countDown();
    }

    private static void awaitOneOf(Duration limit) throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        Alarm unused = Alarm.after(limit, rung::countDown);
        assertThat(rung.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
