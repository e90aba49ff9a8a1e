// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Answers;
import ca.openpolicy.server.ProblemType;
import java.util.Arrays;
import java.util.List;

/** What each kind of problem means. */
final class ProblemPages {
    private static final String LIST = "/problems";

    private ProblemPages() {}

    static String list() {
        Html html = new Html();
        html.paragraph("A request that cannot be answered gets a status from 400 on and a body of the type `"
                + Answers.PROBLEM + "`, as RFC 9457 has it. Its field `type` is the address of one of these pages.");
        html.table(
                "All kinds of problems",
                List.of("kind", "status", "what it says"),
                Arrays.stream(ProblemType.values())
                        .map(type -> List.of(
                                "[" + type.slug() + "](" + Problems.address(type) + ")",
                                Integer.toString(type.status()),
                                type.title() + "."))
                        .toList());
        return html.page("Problems", LIST);
    }

    static String of(ProblemType type) {
        Html html = new Html();
        html.paragraph("Status **" + type.status() + "**, kind `" + type.slug() + "`.");
        html.heading(2, "advice", "What to do").paragraph(type.advice());
        html.heading(2, "example", "Example").block(ProblemExamples.request(type));
        html.block("HTTP/1.1 " + type.status() + "\nContent-Type: " + Answers.PROBLEM + "\n\n"
                + JsonParts.pretty(ProblemExamples.of(type)));
        html.paragraph("[All kinds of problems](" + LIST + ")");
        return html.page(type.title(), "");
    }
}
