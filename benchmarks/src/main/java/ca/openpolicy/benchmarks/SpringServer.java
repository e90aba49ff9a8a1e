// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The same bodies from a Caffeine of its own, sent by Spring Boot on virtual threads. */
@Configuration
@EnableAutoConfiguration(
        excludeName = {
            "io.namastack.outbox.OutboxJacksonAutoConfiguration",
            "io.namastack.outbox.config.OutboxCoreInfrastructureAutoConfiguration",
            "io.namastack.outbox.config.OutboxCoreThreadingAutoConfiguration",
            "io.namastack.outbox.config.OutboxCoreProcessingAutoConfiguration",
            "io.namastack.outbox.config.OutboxCoreSchedulingAutoConfiguration",
            "io.namastack.outbox.config.OutboxCoreMulticasterAutoConfiguration",
            "io.namastack.outbox.config.JdbcOutboxAutoConfiguration",
            "io.namastack.outbox.config.JdbcOutboxSchemaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
class SpringServer {
    private static String[] arguments = {};

    public static void main(String[] given) {
        arguments = given;
        SpringApplication application = new SpringApplication(SpringServer.class);
        application.setDefaultProperties(Map.of(
                "server.port", given[0],
                "server.address", "127.0.0.1",
                "spring.threads.virtual.enabled", "true",
                "spring.main.banner-mode", "off"));
        var unused = application.run();
    }

    @Bean
    BillBodies bodies() throws IOException {
        return BillBodies.of(arguments);
    }

    @RestController
    static final class Answering {
        private final BillBodies bodies;

        Answering(BillBodies bodies) {
            this.bodies = bodies;
        }

        @GetMapping("/ready")
        String ready() {
            return "ready";
        }

        @GetMapping("/api/v1/bills/{jurisdiction}/{session}/{number}")
        ResponseEntity<byte[]> bill(
                @PathVariable("jurisdiction") String jurisdiction,
                @PathVariable("session") String session,
                @PathVariable("number") String number) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(bodies.get(jurisdiction, session, number));
        }
    }
}
