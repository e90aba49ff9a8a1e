// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    @Test
    void it_beats_until_its_end_also_when_a_beat_could_not_be_heard() throws InterruptedException {
        CountDownLatch beats = new CountDownLatch(5);
        Heartbeat heartbeat = Heartbeat.begin(() -> {
            beats.countDown();
            if (beats.getCount() % 2 == 1) {
                throw new UnavailableException("away", OFTEN, new TimeoutException());
            }
            return OFTEN;
        });

        assertThat(beats.await(20, TimeUnit.SECONDS)).isTrue();
        heartbeat.end();
    }

    @Test
    void a_run_whose_place_was_given_away_is_stopped() {
        Heartbeat heartbeat = Heartbeat.begin(() -> {
            throw new ConflictException("run", "another import goes on");
        });

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> new CountDownLatch(1).await(20, TimeUnit.SECONDS));
        heartbeat.end();
    }
}
