// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.documents;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of a page in the making. Texts are escaped; within them {@code `code`}, {@code **strong**} and
 * {@code [words](address)} are marked up.
 */
final class Html {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");
    private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");

    private final StringBuilder out = new StringBuilder(4_096);

    Html heading(int level, String id, String text) {
        return line("<h" + level + " id=\"" + escaped(id) + "\">" + inline(text) + "</h" + level + ">");
    }

    Html paragraph(String text) {
        return line("<p>" + inline(text) + "</p>");
    }

    Html list(List<String> items) {
        line("<ul>");
        items.forEach(item -> line("<li>" + inline(item) + "</li>"));
        return line("</ul>");
    }

    /** A table whose first column names the rows; wide ones are scrolled, also by keyboard. */
    Html table(String caption, List<String> head, List<List<String>> rows) {
        line("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) + "\">");
        line("<table>");
        line("<caption>" + inline(caption) + "</caption>");
        StringBuilder top = new StringBuilder("<thead><tr>");
        head.forEach(
                cell -> top.append("<th scope=\"col\">").append(inline(cell)).append("</th>"));
        line(top.append("</tr></thead>").toString());
        line("<tbody>");
        rows.forEach(row -> line(row(row)));
        return line("</tbody>").line("</table>").line("</div>");
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            row.append(i == 0 ? "<th scope=\"row\">" : "<td>");
            row.append(inline(cells.get(i)));
            row.append(i == 0 ? "</th>" : "</td>");
        }
        return row.append("</tr>").toString();
    }

    Html block(String code) {
        return line("<pre tabindex=\"0\"><code>" + escaped(code.stripTrailing()) + "</code></pre>");
    }

    private Html line(String html) {
        out.append(html).append('\n');
        return this;
    }

    /** The whole page. */
    String page(String title, String path) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <link rel="stylesheet" href="/docs.css">
                </head>
                <body>
                <a class="skip" href="#content">To the content</a>
                <header><nav aria-label="Main"><ul>
                %2$s</ul></nav></header>
                <main id="content">
                <h1>%3$s</h1>
                %4$s</main>
                </body>
                </html>
                """.formatted(
                        escaped(title.equals(Pages.NAME) ? title : title + " - " + Pages.NAME),
                        navigation(path),
                        escaped(title),
                        out);
    }

    private static String navigation(String path) {
        StringBuilder links = new StringBuilder();
        Pages.NAVIGATION.forEach((address, name) -> links.append("<li><a href=\"")
                .append(address)
                .append(address.equals(path) ? "\" aria-current=\"page\">" : "\">")
                .append(escaped(name))
                .append("</a></li>\n"));
        return links.toString();
    }

    private static String inline(String text) {
        String safe = escaped(text);
        safe = LINK.matcher(safe).replaceAll("<a href=\"$2\">$1</a>");
        safe = CODE.matcher(safe).replaceAll("<code>$1</code>");
        return STRONG.matcher(safe).replaceAll("<strong>$1</strong>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
