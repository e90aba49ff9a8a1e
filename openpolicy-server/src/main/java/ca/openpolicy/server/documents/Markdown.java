// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes a text of ours as a page. It knows headings, paragraphs, lists, tables and blocks of code, parted by empty
 * lines; a table begins with a line of its caption behind {@code |=}.
 */
final class Markdown {
    private static final String FENCE = "```";
    private static final String CAPTION = "|= ";
    private static final String ITEM = "- ";

    private final Html html;

    private Markdown(Html html) {
        this.html = html;
    }

    static void write(String text, Html html) {
        Markdown markdown = new Markdown(html);
        for (String block : text.strip().split("\n{2,}", -1)) {
            markdown.block(block);
        }
    }

    private void block(String block) {
        if (block.startsWith(FENCE)) {
            html.block(block.substring(FENCE.length(), block.lastIndexOf(FENCE)).strip());
        } else if (block.startsWith("#")) {
            int level = block.indexOf(' ');
            String heading = block.substring(level + 1);
            html.heading(level, anchor(heading), heading);
        } else if (block.startsWith(ITEM)) {
            html.list(Arrays.stream(block.substring(ITEM.length()).split("\n" + ITEM, -1))
                    .map(Markdown::joined)
                    .toList());
        } else if (block.startsWith(CAPTION)) {
            table(block.lines().toList());
        } else {
            html.paragraph(joined(block));
        }
    }

    private void table(List<String> lines) {
        List<List<String>> rows = lines.stream().skip(1).map(Markdown::cells).toList();
        html.table(lines.getFirst().substring(CAPTION.length()), rows.getFirst(), rows.subList(1, rows.size()));
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.length() - 1);
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    private static String joined(String lines) {
        return lines.replaceAll("\\s*\n\\s*", " ");
    }

    /** The name by which a heading is linked. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
