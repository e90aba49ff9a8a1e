// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the server may set cannot be set by a body. */
@ExtendWith(Attacked.Shared.class)
@ResourceLock(Attacked.LOCK)
class MassAssignmentTest {
    private final Bills bills;

    MassAssignmentTest(Attacked attacked) {
        this.bills = new Bills(attacked.wire(), attacked.token());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"0000000000000\"",
                "key | \"zz/9-9/C-1\"",
                "url | \"/evil\"",
                "version | 99",
                "created_at | \"2000-01-01T00:00:00Z\"",
                "updated_at | \"2000-01-01T00:00:00Z\"",
                "law | true",
                "chamber | \"senate\"",
                "identifiers | []",
                "last_event | null",
                "status_text | {\"en\":\"x\",\"fr\":null}",
                "links | {}",
                "stages | []",
                "created_by | \"me\"",
                "role | \"admin\"",
                "overrides | []",
                "__proto__ | {}",
                "digest | \"00\"",
                "slot | 1"
            })
    void a_field_of_the_server_is_refused(String field, String value) throws Exception {
        String number = "C-" + (300 + Math.floorMod(field.hashCode(), 600));
        String more = "\"" + field + "\":" + value;
        isRefused(bills.post(Bills.body(number, "Assigned", more)), field);
        assertThat(bills.get(number).status()).isEqualTo(404);

        String etag = bills.made(number);
        String before = bills.get(number).text();
        isRefused(bills.patch(number, "{" + more + "}", "If-Match", etag), field);
        isRefused(bills.patch(number, "{\"title\":{\"en\":\"Other\"}," + more + "}", "If-Match", etag), field);
        isRefused(bills.put(number, Bills.body(number, "Other", more), "If-Match", etag), field);
        assertThat(bills.get(number).text()).isEqualTo(before);
    }

    @Test
    void all_faults_are_told_with_their_places() throws Exception {
        Received.Answer answer = bills.post(
                "{\"jurisdiction\":\"zz\",\"session\":\"9-9\",\"number\":\"C-299\",\"title\":{\"en\":1,\"de\":\"x\"},\"id\":\"x\",\"a/b\":1,\"introduced\":\"soon\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(Problems.of(answer).getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("pointer"))
                .contains("/title/en", "/title/de", "/id", "/a~1b", "/introduced");
    }

    private static void isRefused(Received.Answer answer, String field) {
        Problems.isOneOf(answer, java.util.List.of("422 invalid-body"));
        assertThat(answer.json().getJsonArray("errors").getValuesAs(JsonObject.class))
                .as(answer.text())
                .anyMatch(error -> error.getString("pointer").equals("/" + field));
    }
}
