// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.format.Language;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is around the data of every answer. */
final class Envelope {
    private static final String FRESHNESS = Resource.BASE + "platform/sources";

    private Envelope() {}

    /** Where a list goes on, as links. */
    record Page(
            int limit, Optional<String> next, Optional<String> previous, OptionalLong total, Optional<Instant> until) {
        Optional<String> header() {
            List<String> links = new ArrayList<>();
            next.ifPresent(link -> links.add("<" + link + ">; rel=\"next\""));
            previous.ifPresent(link -> links.add("<" + link + ">; rel=\"prev\""));
            return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
        }

        private void write(JsonGenerator json) {
            json.writeStartObject("page");
            json.write("limit", limit);
            string("next", next, json);
            string("prev", previous, json);
            total.ifPresentOrElse(count -> json.write("total", count), () -> json.writeNull("total"));
            string("until", until.map(Instant::toString), json);
            json.writeEnd();
        }
    }

    /** What is said beside the data: constants and links only, so that equal data make equal bytes. */
    record Meta(Optional<String> notice, Map<String, String> constants) {
        private void write(JsonGenerator json) {
            json.writeStartObject("meta");
            string("notice", notice, json);
            constants.forEach(json::write);
            json.writeStartObject("links");
            json.write("freshness", FRESHNESS);
            json.writeEnd();
            json.writeEnd();
        }
    }

    static void write(Consumer<JsonGenerator> data, Optional<Page> page, Meta meta, JsonGenerator json) {
        json.writeStartObject();
        json.writeKey("data");
        data.accept(json);
        page.ifPresent(each -> each.write(json));
        meta.write(json);
        json.writeEnd();
    }

    /** What must be said of the data of some legislatures. */
    static Optional<String> notice(Collection<JurisdictionKey> owners, Known known, Optional<Language> language) {
        String all = owners.stream()
                .distinct()
                .flatMap(owner -> known.notice(owner).stream())
                .flatMap(notice -> said(notice, language).stream())
                .distinct()
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private static Optional<String> said(Text notice, Optional<Language> language) {
        return language.equals(Optional.of(Language.FR))
                ? notice.fr().or(notice::en)
                : notice.en().or(notice::fr);
    }

    private static void string(String name, Optional<String> value, JsonGenerator json) {
        value.ifPresentOrElse(present -> json.write(name, present), () -> json.writeNull(name));
    }
}
