// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.shard.Pool;
import ca.openpolicy.storage.shard.PoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConnectionTest {
    @TempDir
    private Path directory;

    @Test
    void a_database_that_comes_later_is_waited_for_and_one_that_refuses_is_not() {
        AtomicInteger tries = new AtomicInteger();
        try (EmbeddedPostgres postgres = start()) {
            postgres.kill();
            try (Pool pool = FirstConnection.within(Duration.ofMinutes(1), () -> {
                tries.incrementAndGet();
                return afterRestart(postgres);
            })) {
                assertThat(pool.usage().used()).isZero();
                assertThat(tries.get()).isGreaterThan(1);
            }
            tries.set(0);
            assertThatThrownBy(() -> FirstConnection.within(Duration.ofMinutes(1), () -> {
                        tries.incrementAndGet();
                        return open(postgres, "wrong");
                    }))
                    .isInstanceOf(UnavailableException.class);
            assertThat(tries.get()).isEqualTo(1);
        }
    }

    /** Comes back as soon as somebody asked in vain. */
    private static Pool afterRestart(EmbeddedPostgres postgres) {
        try {
            return open(postgres, postgres.password());
        } catch (UnavailableException e) {
            postgres.restart();
            throw e;
        }
    }

    private static Pool open(EmbeddedPostgres postgres, String password) {
        return Pool.open(postgres.jdbcUrl("postgres"), postgres.user(), () -> password, PoolSettings.defaults());
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(EmbeddedPostgresSettings.at(directory.resolve("postgres"))
                .withBinariesDirectory(SampleServer.binaries()));
    }
}
