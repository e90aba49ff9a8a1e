// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.server.frame.AccessLog;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** The lines of the log. */
class LoggingTest {
    private static final String NASTY = "a\nFAKE LINE\r\u001b[31m \u202e \u2028 \" \\ ${jndi:ldap://x}";

    @Test
    void a_line_for_people_stays_one() {
        String line = Logging.text(1_000).format(entry(NASTY));
        assertThat(line)
                .isEqualTo("2026-01-02T03:04:05.678Z INFO Thing: a\\u000aFAKE LINE\\u000d\\u001b[31m \\u202e \\u2028 \""
                        + " \\ ${jndi:ldap://x}\n");
    }

    @Test
    void a_line_for_programs_is_json_that_says_the_same() {
        String line = Logging.json(1_000, 1_000).format(entry(NASTY));
        assertThat(line).endsWith("}\n");
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b", "\u202e", "\u2028");
        JsonObject read = SampleServer.parse(line);
        assertThat(read.keySet()).containsExactly("time", "level", "logger", "message");
        assertThat(read.getString("message")).isEqualTo(NASTY);
        assertThat(read.getString("logger")).isEqualTo("ca.openpolicy.Thing");
    }

    @Test
    void a_failure_is_in_the_line_and_cut_off_where_it_is_set() {
        LogRecord entry = entry("failed");
        entry.setThrown(new IllegalStateException("why\nso"));
        JsonObject read = SampleServer.parse(Logging.json(20, 100).format(entry));
        assertThat(read.getString("error")).isEqualTo("java.lang.IllegalSta...");
        assertThat(read.getString("trace"))
                .startsWith("java.lang.IllegalStateException")
                .hasSize(103);
    }

    @Test
    void fields_are_cut_off() {
        Formatter json = Logging.json(10, 10);
        assertThat(SampleServer.parse(json.format(entry("m".repeat(1_000_000)))).getString("message"))
                .isEqualTo("m".repeat(10) + "...");
        assertThat(Logging.text(10).format(entry("m".repeat(1_000_000)))).hasSizeLessThan(80);
    }

    @Test
    void lines_of_requests_are_whole_already() {
        LogRecord entry = entry("{\"method\":\"GET\"}");
        entry.setLoggerName(AccessLog.NAME);
        assertThat(Logging.text(5).format(entry)).isEqualTo("{\"method\":\"GET\"}\n");
        assertThat(Logging.json(5, 5).format(entry)).isEqualTo("{\"method\":\"GET\"}\n");
    }

    private static LogRecord entry(String message) {
        LogRecord entry = new LogRecord(Level.INFO, message);
        entry.setLoggerName("ca.openpolicy.Thing");
        entry.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return entry;
    }
}
