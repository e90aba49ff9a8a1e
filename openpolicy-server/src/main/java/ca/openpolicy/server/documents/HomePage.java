// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Resource;
import java.util.List;

/** The way in. */
final class HomePage {
    private HomePage() {}

    static String of(List<Resource<?>> resources) {
        Html html = new Html();
        Markdown.write(Texts.read("home.md"), html);
        html.table(
                "What is served",
                List.of("address", "what", "how to ask"),
                resources.stream()
                        .map(each -> List.of(
                                "[" + each.path() + "](" + each.path() + ")",
                                each.shape().description(),
                                "[" + Names.last(each.name()) + "](" + Pages.address(each) + ")"))
                        .toList());
        return html.page(Pages.NAME, "/");
    }
}
