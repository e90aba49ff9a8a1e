// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table brings nothing that a spreadsheet would execute, and no filter takes longer than its length allows. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
class SpreadsheetTest {
    private static final Duration LONG = Duration.ofSeconds(2);

    private final Wire wire;
    private final Bills bills;

    SpreadsheetTest(Attacked attacked) {
        this.wire = attacked.wire();
        this.bills = new Bills(wire, attacked.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(1+1)",
                "\\t=1+1",
                "\\r=1+1",
                "\\n=1+1",
                " =1+1",
                "\\u0000=1+1",
                "=\\\"a\\\",\\\"b\\\"",
                "\uff1d1+1",
                "a\\\",=1+1,\\\"",
                "a\\r\\n=1+1"
            })
    void a_written_title_is_a_harmless_cell(String title) throws Exception {
        String number = "C-" + (100 + Math.floorMod(title.hashCode(), 99));
        Received.Answer made = bills.post(Bills.body(number, title, ""));
        if (made.status() == 422) {
            assertThat(title).as(made.text()).contains("\\");
            return;
        }
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String table = wire.ask(Sent.get("/api/v1/bills?session=9-9&format=csv&fields=number,title&number=" + number))
                .only()
                .text();
        for (String cell : cells(table)) {
            assertThat(cell).as(table).doesNotMatch("(?s)[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20\u0000].*");
            assertThat(cell.strip()).as(table).doesNotMatch("(?s)[=+@].*");
        }
        assertThat(table).doesNotContain("\u0000");
        String etag = made.header("etag").orElseThrow();
        assertThat(bills.delete(number, "If-Match", etag).status()).isEqualTo(204);
    }

    @Test
    void a_long_filter_takes_no_longer_than_a_short_one_by_much() throws Exception {
        String many = IntStream.range(0, 400).mapToObj(n -> "C-" + n).collect(Collectors.joining(","));
        String keys = IntStream.range(0, 300).mapToObj(n -> "zz/3-1/C-" + n).collect(Collectors.joining(","));
        for (String query : List.of(
                "members?name=" + "a".repeat(7_000),
                "members?name=" + "a%20".repeat(1_900),
                "members?name=" + "%C3%A9".repeat(1_200),
                "members?name=(a%2B)%2B$" + "a".repeat(5_000) + "!",
                "members?riding=" + "-".repeat(7_000),
                "members?party=" + "a,".repeat(3_000) + "a",
                "bills?number=" + many,
                "votes?bill=" + keys,
                "ballots?bill=" + keys,
                "votes?number="
                        + IntStream.range(0, 1_500).mapToObj(Integer::toString).collect(Collectors.joining(",")))) {
            answersSoon("/api/v1/" + query);
        }
    }

    private void answersSoon(String path) throws IOException {
        Received received = wire.ask(Sent.get(path));
        assertThat(received.only().status()).as(received.only().text()).isIn(200, 400);
        for (int n = 0; n < 3 && received.elapsed().compareTo(LONG) > 0; n++) {
            received = wire.ask(Sent.get(path));
        }
        assertThat(received.elapsed()).as(path).isLessThan(LONG);
    }

    /** Every cell as a spreadsheet would take it: without its quotes. */
    private static List<String> cells(String table) {
        return java.util.regex.Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\"\\r\\n]+)")
                .matcher(table)
                .results()
                .map(found ->
                        found.group(1) == null ? found.group(2) : found.group(1).replace("\"\"", "\""))
                .toList();
    }
}
