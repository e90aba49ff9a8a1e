// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import ca.openpolicy.server.Resource;
import java.util.ArrayList;
import java.util.List;

/** How the interface is used. */
final class Guide {
    /** In a few lines. */
    static final String SUMMARY = """
            Who voted how on what, in both languages, as JSON, NDJSON and CSV. Reading needs no account.

            Lists are paged: follow `page.next` until it is null. Times are RFC 3339 with an offset; dates are \
            calendar dates in the legislature's own time zone. Ids are opaque; natural keys such as `ca/44-1/C-11` are \
            taken wherever ids are. The guide at `/docs` says more.""";

    private Guide() {}

    static String page(List<Resource<?>> resources) {
        Html html = new Html();
        html.list(resources.stream()
                .map(each -> "[" + each.name() + "](" + Pages.address(each) + "): "
                        + each.shape().description())
                .toList());
        Markdown.write(Texts.read("guide.md"), html);
        html.heading(2, "words", "Words");
        html.paragraph("The closed lists of words that fields and filters have. Filters take them in any letter case.");
        Vocabulary.all().forEach(each -> write(each, html));
        return html.page("Guide", "/docs");
    }

    private static void write(Vocabulary vocabulary, Html html) {
        html.heading(3, Markdown.anchor(vocabulary.name()), vocabulary.name());
        List<String> head = new ArrayList<>(List.of("word", "meaning"));
        if (vocabulary.sourced()) {
            head.add("in the sources of Canada");
        }
        html.table(
                vocabulary.name(),
                head,
                vocabulary.words().stream()
                        .map(word -> cells(word, vocabulary.sourced()))
                        .toList());
    }

    private static List<String> cells(Vocabulary.Word word, boolean sourced) {
        return sourced
                ? List.of("`" + word.code() + "`", word.meaning(), word.source())
                : List.of("`" + word.code() + "`", word.meaning());
    }
}
