// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Whatever breaks inside, the outside is told a trace id and no more. The last case leaves nothing to go on with. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisclosureTest {
    private static final List<String> ADDRESSES = List.of(
            "/api/v1/bills",
            "/api/v1/bills?count=true",
            "/api/v1/bills/zz/3-1/C-2",
            "/api/v1/bills/zz/3-1/C-2/history",
            "/api/v1/bills/zz/3-1/C-2/statistics",
            "/api/v1/bills?format=csv",
            "/api/v1/bills?format=ndjson");

    private static Attacked attacked;

    @BeforeAll
    static void start() throws IOException {
        attacked = new Attacked();
    }

    @AfterAll
    static void stop() throws IOException {
        attacked.close();
    }

    @Test
    @Order(1)
    void a_broken_row_is_a_fault_of_the_server() throws Exception {
        execute("alter table openpolicy.bill alter column status type text using 'no such status'");
        boolean broken = false;
        for (String address : ADDRESSES) {
            Received.Answer answer = attacked.wire().ask(Sent.get(address)).only();
            if (answer.status() != 200) {
                isTold(answer, "500 internal");
                broken = true;
            }
        }
        assertThat(broken).isTrue();
    }

    @Test
    @Order(2)
    void a_table_that_is_gone_is_a_fault_of_the_server() throws Exception {
        execute("alter table openpolicy.bill rename to elsewhere");
        for (String address : ADDRESSES) {
            isTold(attacked.wire().ask(Sent.get(address)).only(), "500 internal", "503 engine-unavailable");
        }
        Sent write = Sent.of("POST", Bills.ALL).from(attacked.token()).json(Bills.body("C-1", "Broken", ""));
        isTold(attacked.wire().ask(write).only(), "500 internal", "503 engine-unavailable");
    }

    @Test
    @Order(3)
    void a_database_that_is_gone_is_an_engine_that_is_unavailable() throws Exception {
        ProcessHandle.of(attacked.postgres().pid()).ifPresent(postmaster -> {
            List<ProcessHandle> children = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> attacked.server().status("/ready") == 503);
        for (String address : ADDRESSES) {
            Received.Answer answer = attacked.wire().ask(Sent.get(address)).only();
            isTold(answer, "503 engine-unavailable");
            assertThat(answer.header("retry-after").orElse("")).matches("[1-9]\\d*");
        }
        assertThat(attacked.server().status("/health")).isEqualTo(200);
        Problems.tellsNothing(attacked.wire().ask(Sent.get("/ready")).only());
    }

    private static void isTold(Received.Answer answer, String... kinds) throws IOException {
        Problems.isOneOf(answer, List.of(kinds));
        JsonObject problem = answer.json();
        assertThat(problem.getString("detail")).doesNotContain("bill", "status", "postgres", "sql", "127.0.0.1");
        assertThat(problem.getJsonArray("errors")).isEmpty();
        String trace = problem.getString("trace_id");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> attacked.server().log().contains(trace));
    }

    private static void execute(String sql) throws SQLException {
        for (String database : List.of("one", "two")) {
            try (Connection connection =
                            attacked.postgres().dataSource(database).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
