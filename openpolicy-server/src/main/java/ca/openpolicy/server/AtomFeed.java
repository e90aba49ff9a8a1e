// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.format.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of an Atom feed (RFC 4287, RFC 5005), latest entry first.
 *
 * @param id names the feed for good, an address in the sense of RFC 3987
 * @param title what it tells of
 * @param alternate the address of the same as data
 * @param entries what it tells
 * @param next the cursor of what is older, if there is more
 */
public record AtomFeed(String id, String title, String alternate, List<Entry> entries, Optional<String> next) {
    /** The type of the answer. */
    public static final String TYPE = "application/atom+xml";
    /** The last part of the address of every feed. */
    public static final String NAME = "feed.atom";

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String AUTHOR = "OpenPolicy";

    /** Copies the list. */
    public AtomFeed {
        entries = List.copyOf(entries);
    }

    /**
     * Something that happened.
     *
     * @param id names it for good, an address in the sense of RFC 3987
     * @param title what happened, in plain text
     * @param updated when
     * @param link the address of what it happened to
     * @param category what kind of thing happened
     * @param summary more of it, in plain text
     */
    public record Entry(
            String id,
            String title,
            Instant updated,
            Optional<String> link,
            String category,
            Optional<String> summary) {}

    /**
     * Where the page is and where others are.
     *
     * @param self the address of the page
     * @param first that of the latest one
     * @param next that of the older one
     */
    record Links(String self, String first, Optional<String> next) {}

    byte[] xml(Links links, Language language) {
        Xml xml = new Xml();
        xml.begin("feed", "xmlns", NAMESPACE, "xml:lang", language.code());
        xml.text("id", id);
        xml.text("title", title);
        xml.text("updated", updated().toString());
        xml.begin("author").text("name", AUTHOR).end();
        link(xml, "self", TYPE, links.self());
        link(xml, "alternate", Answers.JSON, alternate);
        link(xml, "first", TYPE, links.first());
        links.next().ifPresent(address -> link(xml, "next", TYPE, address));
        entries.forEach(entry -> write(xml, entry));
        return xml.end().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Of a page without entries nothing has ever changed. */
    private Instant updated() {
        return entries.stream().map(Entry::updated).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static void write(Xml xml, Entry entry) {
        xml.begin("entry");
        xml.text("id", entry.id());
        xml.text("title", entry.title());
        xml.text("updated", entry.updated().toString());
        entry.link().ifPresent(address -> link(xml, "alternate", Answers.JSON, address));
        xml.empty("category", "term", entry.category());
        entry.summary().ifPresent(text -> xml.text("summary", text));
        xml.end();
    }

    private static void link(Xml xml, String relation, String type, String address) {
        xml.empty("link", "rel", relation, "type", type, "href", address);
    }
}
