// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Namastack Outbox in a Spring application, with the settings of the best run of its own tuning guide for one instance:
 * virtual threads, at most 30 at once, 800 keys at once, looked for every 25 ms.
 */
final class NamastackOutbox implements AutoCloseable {
    private final ConfigurableApplicationContext application;
    private final JdbcTemplate database;
    private final Handler handler;

    private NamastackOutbox(ConfigurableApplicationContext application) {
        this.application = application;
        this.database = application.getBean(JdbcTemplate.class);
        this.handler = application.getBean(Handler.class);
    }

    /** What is told. */
    record Told(String text) {}

    /** Takes what is told, and counts. */
    static final class Handler implements OutboxTypedHandler<Told> {
        private final LongAdder handled = new LongAdder();

        @Override
        public void handle(Told told, OutboxRecordMetadata metadata) {
            handled.increment();
        }
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Handler handler() {
            return new Handler();
        }
    }

    /** With so many records kept aside, to be put into the outbox again and again. */
    static NamastackOutbox in(EmbeddedPostgres postgres, int count) {
        postgres.createDatabase("namastack");
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("spring.datasource.url", postgres.jdbcUrl("namastack")),
                Map.entry("spring.datasource.username", postgres.user()),
                Map.entry("spring.datasource.password", postgres.password()),
                Map.entry("spring.datasource.hikari.maximum-pool-size", 30),
                Map.entry("spring.threads.virtual.enabled", true),
                Map.entry("namastack.outbox.processing.executor-concurrency-limit", 30),
                Map.entry("namastack.outbox.polling.batch-size", 800),
                Map.entry("namastack.outbox.polling.fixed.interval", "25ms"),
                Map.entry("namastack.outbox.instance.rebalance-interval", "1s"),
                Map.entry("namastack.outbox.multicaster.enabled", false),
                Map.entry("spring.main.banner-mode", Banner.Mode.OFF.name()));
        NamastackOutbox outbox = new NamastackOutbox(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run());
        outbox.keepAside(count);
        return outbox;
    }

    /** The library itself makes the records, in a transaction that takes them out again before anyone sees them. */
    private void keepAside(int count) {
        Outbox outbox = application.getBean(Outbox.class);
        var transaction = new TransactionTemplate(application.getBean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < count; i++) {
                outbox.schedule(new Told("x".repeat(388)), "a" + i % (count / WaitingEvents.EACH));
            }
            database.execute("create table kept as select * from outbox_record");
            database.execute("delete from outbox_record");
        });
    }

    void fill() {
        database.execute("truncate outbox_record");
        database.execute("vacuum analyze outbox_record");
        database.execute("checkpoint");
    }

    /** Records a second, from the commit that puts them into the outbox until all are marked as done. */
    double drain() {
        handler.handled.reset();
        int count = database.update("insert into outbox_record select * from kept");
        long begin = System.nanoTime();
        while (handler.handled.sum() < count || waiting() > 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private long waiting() {
        Long waiting =
                database.queryForObject("select count(*) from outbox_record where completed_at is null", Long.class);
        return waiting == null ? 0 : waiting;
    }

    @Override
    public void close() {
        application.close();
    }
}
