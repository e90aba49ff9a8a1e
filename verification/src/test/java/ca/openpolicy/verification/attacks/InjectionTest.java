// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.verification.RealData;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a parameter or an address is a text to compare with, and never a part of a statement. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
@Timeout(600)
class InjectionTest {
    private static final String MARK = "zqx17";

    /** Of which share of the payloads each parameter gets one; at full scale each gets all. */
    private static final int SHARE = RealData.ENDURANCE ? 1 : 4;

    private static final List<String> PAYLOADS = List.of(
            "'",
            "''",
            "';--",
            "' or '1'='1",
            "\" or \"zq\"=\"zq",
            "\\'; select pg_sleep(9); --",
            "1; drop table bill",
            "1) or (1=1",
            "$$",
            "$1",
            "?",
            "%",
            "_",
            "%' --",
            "\\",
            "*",
            "{1,2}",
            "array[1]",
            "'::integer",
            "'||pg_sleep(9)||'",
            "(select 1)",
            "number desc, (select pg_sleep(9))",
            "->>'zq'",
            "$.zq",
            "\u0000",
            "\ud83d\ude00'",
            "\u2019 or 1=1",
            "%27 or 1=1",
            "' or '1'='1' " + MARK,
            MARK + "'; drop table bill; --",
            "null" + MARK);

    /** A statement of the log with its lines; what was given to it apart stands in another record. */
    private static final Pattern RECORD = Pattern.compile("(?m)^.*? (LOG|DETAIL|ERROR|STATEMENT):  (.*(?:\\n\\t.*)*)");

    private final Attacked attacked;
    private final Wire wire;

    InjectionTest(Attacked attacked) {
        this.attacked = attacked;
        this.wire = attacked.wire();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills",
                "votes",
                "ballots",
                "members",
                "parties",
                "sessions",
                "jurisdictions",
                "etl/runs",
                "platform/sources",
                "bills/zz/3-1/C-2/votes",
                "members/zz/900101/ballots"
            })
    void a_parameter_is_a_literal(String list) throws Exception {
        List<String> parameters = parameters(list);
        assertThat(parameters).contains("limit", "cursor");
        for (int p = 0; p < parameters.size(); p++) {
            for (int n = p % SHARE; n < PAYLOADS.size(); n += SHARE) {
                findsNothing("/api/v1/" + list + "?" + parameters.get(p) + "=" + encoded(PAYLOADS.get(n)));
            }
        }
        assertThat(attacked.server().status("/ready")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "zz/%s/C-2", "zz/3-1/%s", "%s/3-1/C-2", "zz/3-1/C-2/%s"})
    void an_address_is_a_literal(String below) throws Exception {
        for (String list : List.of("bills", "votes", "ballots", "members", "parties", "sessions", "etl/runs")) {
            for (String payload : PAYLOADS) {
                String path = "/api/v1/" + list + "/" + below.formatted(encoded(payload));
                Received.Answer answer = wire.ask(Sent.get(path)).only();
                assertThat(answer.status()).as(path + ": " + answer.text()).isIn(400, 404);
            }
        }
    }

    @Test
    void no_text_of_a_caller_stands_in_a_statement() throws Exception {
        wire.ask(Sent.get("/api/v1/members?name=" + MARK)).only();
        wire.ask(Sent.get("/api/v1/members?riding=" + encoded("'" + MARK))).only();
        int statements = 0;
        int parameters = 0;
        for (Matcher found = RECORD.matcher(attacked.statements()); found.find(); ) {
            boolean marked = found.group(2).contains(MARK);
            if (found.group(1).equals("DETAIL")) {
                parameters += marked ? 1 : 0;
            } else {
                statements++;
                assertThat(marked).as(found.group()).isFalse();
            }
        }
        assertThat(statements).isPositive();
        assertThat(parameters)
                .as("that the log shows what was given to statements")
                .isPositive();
    }

    private void findsNothing(String path) throws IOException {
        Received.Answer answer = wire.ask(Sent.get(path)).only();
        if (answer.status() == 200) {
            assertThat(answer.json().getJsonArray("data")).as(path).isEmpty();
        } else {
            assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(400);
            assertThat(answer.header("content-type")).as(path).contains("application/problem+json");
        }
    }

    /** What the list takes, as it says itself. */
    private List<String> parameters(String list) throws IOException {
        JsonObject problem =
                wire.ask(Sent.get("/api/v1/" + list + "?" + MARK + "=1")).only().json();
        List<String> names = new ArrayList<>();
        problem.getJsonArray("errors")
                .getJsonObject(0)
                .getJsonArray("allowed")
                .getValuesAs(JsonString.class)
                .forEach(name -> names.add(name.getString()));
        return names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
