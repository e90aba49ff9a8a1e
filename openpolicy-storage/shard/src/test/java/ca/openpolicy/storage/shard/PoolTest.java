// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Engine.class)
class PoolTest {
    @Test
    void gives_no_more_connections_than_its_size_and_says_so_in_time(EmbeddedPostgres postgres) throws SQLException {
        PoolSettings settings = PoolSettings.defaults().withMaxSize(1).withAcquireTimeout(Duration.ofMillis(300));
        try (Pool pool = open(postgres, settings);
                Connection only = pool.dataSource().getConnection()) {
            assertThat(only.isValid(1)).isTrue();
            long start = System.nanoTime();

            assertThatThrownBy(() -> pool.dataSource().getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void tells_the_database_its_name(EmbeddedPostgres postgres) throws SQLException {
        try (Pool pool = open(postgres, PoolSettings.defaults().withMaxSize(1).withApplicationName("the tests"));
                Connection connection = pool.dataSource().getConnection()) {
            assertThat(Databases.text(connection, "select current_setting('application_name')"))
                    .isEqualTo("the tests");
        }
    }

    @Test
    void asks_for_the_password_at_each_new_connection(EmbeddedPostgres postgres) throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        PoolSettings settings = PoolSettings.defaults().withMaxSize(3);
        try (Pool pool = Pool.open(
                        postgres.jdbcUrl("postgres"),
                        postgres.user(),
                        () -> {
                            asked.incrementAndGet();
                            return postgres.password();
                        },
                        settings);
                Connection one = pool.dataSource().getConnection();
                Connection two = pool.dataSource().getConnection()) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            assertThat(asked.get()).isBetween(2, 4);
        }
    }

    @Test
    void refuses_to_open_on_a_wrong_password_and_does_not_show_it(EmbeddedPostgres postgres) {
        PoolSettings settings = PoolSettings.defaults().withAcquireTimeout(Duration.ofMillis(300));

        assertThatThrownBy(() -> Pool.open(postgres.jdbcUrl("postgres"), postgres.user(), () -> "pssst", settings))
                .isInstanceOf(UnavailableException.class)
                .satisfies(e -> assertThat(e)
                        .hasStackTraceContaining("password")
                        .message()
                        .doesNotContain("pssst"));
    }

    @Test
    void a_closed_pool_gives_nothing(EmbeddedPostgres postgres) {
        Pool pool = open(postgres, PoolSettings.defaults().withMaxSize(1));
        pool.close();

        assertThatThrownBy(() -> pool.dataSource().getConnection()).isInstanceOf(SQLException.class);
    }

    @Test
    void tells_how_much_of_it_is_taken(EmbeddedPostgres postgres) throws SQLException {
        try (Pool pool = open(postgres, PoolSettings.defaults());
                Connection first = pool.dataSource().getConnection();
                Connection second = pool.dataSource().getConnection()) {
            assertThat(first).isNotSameAs(second);
            assertThat(pool.usage().used()).isEqualTo(2);
            assertThat(pool.usage().waiting()).isZero();
        }
    }

    private static Pool open(EmbeddedPostgres postgres, PoolSettings settings) {
        return Pool.open(postgres.jdbcUrl("postgres"), postgres.user(), postgres::password, settings);
    }
}
