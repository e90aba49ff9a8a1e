// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every answer to a bad request has, and what none may have. */
final class Problems {
    /** Names of classes, frames of a stack, statements, paths of the machine. */
    private static final Pattern INSIDE =
            Pattern.compile("(ca\\.openpolicy|io\\.helidon|org\\.(jdbi|postgresql|eclipse)"
                    + "|com\\.zaxxer|java\\.(lang|util|io|net|sql)|jakarta\\.)|Exception\\b|\\bat [\\w.$]+\\([\\w.]+:?\\d*\\)"
                    + "|(?i:select .+ from |insert into |jdbc:)|\\.java\\b|/tmp/|/home/|/root/");

    private Problems() {}

    /** The problem, in its whole form. */
    static JsonObject of(Received.Answer answer) {
        assertThat(answer.header("content-type")).as(answer.text()).contains("application/problem+json");
        JsonObject problem = answer.json();
        assertThat(problem).containsOnlyKeys("type", "title", "status", "detail", "instance", "trace_id", "errors");
        assertThat(problem.getInt("status")).isEqualTo(answer.status());
        assertThat(problem.getString("trace_id")).matches("[0-9a-f]{32}");
        tellsNothing(answer);
        return problem;
    }

    /** A problem of one of some kinds, each as status and name. */
    static void isOneOf(Received.Answer answer, List<String> kinds) {
        JsonObject problem = of(answer);
        assertThat(kinds)
                .as(answer.text())
                .contains(answer.status() + " " + problem.getString("type").replace("/problems/", ""));
    }

    /** Nothing of how the server is made. */
    static void tellsNothing(Received.Answer answer) {
        assertThat(INSIDE.matcher(answer.text()).find()).as(answer.text()).isFalse();
        assertThat(answer.headers().toString()).doesNotContainIgnoringCase("helidon");
    }

    /** No header that somebody smuggled in. */
    static void hasNo(Received.Answer answer, String header) {
        assertThat(answer.headers()).as(Map.copyOf(answer.headers()).toString()).doesNotContainKey(header);
    }
}
