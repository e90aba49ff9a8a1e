// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that hold anything and stay lines. */
class LogTextTest {
    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\u000ab",
        "'a\rb', a\\u000db",
        "'a\tb', a\\u0009b",
        "a\u001b[31mb, a\\u001b[31mb",
        "a\u007fb, a\\u007fb",
        "a\u009bb, a\\u009bb",
        "a\u2028b, a\\u2028b",
        "a\u202eb, a\\u202eb",
        "a\u2066b, a\\u2066b",
        "a\u200bb, a\\u200bb",
        "a\ufeffb, a\\ufeffb",
        "a\ud800b, a\\ud800b",
        "a\ud83d\ude00b, a\ud83d\ude00b",
        "é, é",
        "a\\b, a\\b",
        "${jndi:x}, ${jndi:x}"
    })
    void what_could_break_a_line_or_deceive_its_reader_is_written_as_an_escape(String text, String written) {
        assertThat(LogText.plain(text, 100)).isEqualTo(written);
    }

    @Test
    void any_text_is_the_same_when_the_line_is_read_as_json() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j >= 0; j--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0xd800));
            }
            String line = new LogText(1_000)
                    .text("first", text.toString())
                    .number("second", 2)
                    .milliseconds("third", Duration.ofNanos(1_234_567))
                    .end();
            assertThat(line).doesNotContain("\n", "\r", "\u001b", "\u0085", "\u2028");
            try (JsonReader reader = Json.createReader(new StringReader(line))) {
                var read = reader.readObject();
                assertThat(read.getString("first")).isEqualTo(text.toString());
                assertThat(read.getInt("second")).isEqualTo(2);
                assertThat(read.getJsonNumber("third").doubleValue()).isEqualTo(1.234);
            }
        }
    }

    @Test
    void a_field_is_cut_off_where_it_is_set() {
        assertThat(new LogText(3).text("a", "bcdef").end()).isEqualTo("{\"a\":\"bcd...\"}");
        assertThat(new LogText(3).text("a", "\n".repeat(9)).end()).isEqualTo("{\"a\":\"\\u000a\\u000a\\u000a...\"}");
    }

    @Test
    void no_character_is_cut_in_two() {
        assertThat(LogText.plain("a\ud83d\ude00", 2)).isEqualTo("a\ud83d\ude00");
        assertThat(LogText.plain("a\ud83d\ude00b", 2)).isEqualTo("a\ud83d\ude00...");
    }
}
