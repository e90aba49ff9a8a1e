// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.format.Language;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a client likes how much: a header of weighted names, such as Accept (RFC 9110, section 12.4.2). */
record Preferences(List<Liked> all) {
    private static final String ANY_MEDIA = "*/*";
    private static final String ANY = "*";

    /** A name and its weight from 0 to 1. */
    record Liked(String name, double quality) {}

    Preferences {
        all = List.copyOf(all);
    }

    /** Reads a header; a part that makes no sense counts for nothing. */
    static Preferences of(String header) {
        List<Liked> all = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String[] pieces = part.split(";", -1);
            String name = pieces[0].strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                all.add(new Liked(name, quality(pieces)));
            }
        }
        return new Preferences(all);
    }

    private static double quality(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip().toLowerCase(Locale.ROOT);
            if (piece.startsWith("q=")) {
                return number(piece.substring(2));
            }
        }
        return 1;
    }

    private static double number(String text) {
        boolean written = text.length() <= 5 && text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
        return written ? Double.parseDouble(text) : 0;
    }

    /** How much a media type is liked: as the most exact range says; all alike where there is no header. */
    double ofMedia(String type) {
        if (all.isEmpty()) {
            return 1;
        }
        String range = type.substring(0, type.indexOf('/')) + "/*";
        return first(type, first(range, first(ANY_MEDIA, 0)));
    }

    /** How much an encoding is liked that must be asked for. */
    double ofCoding(String coding) {
        return first(coding, first(ANY, 0));
    }

    /** The language that the header Accept-Language likes best (RFC 9110, section 12.5.4); English among equals. */
    static Language language(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.ACCEPT_LANGUAGE)) {
            return Language.EN;
        }
        Preferences wanted =
                of(String.join(",", headers.get(HeaderNames.ACCEPT_LANGUAGE).allValues()));
        return wanted.ofLanguage(Language.FR) > wanted.ofLanguage(Language.EN) ? Language.FR : Language.EN;
    }

    /** As the best of its regions is liked. */
    private double ofLanguage(Language language) {
        return all.stream()
                .filter(each ->
                        each.name().equals(language.code()) || each.name().startsWith(language.code() + "-"))
                .mapToDouble(Liked::quality)
                .max()
                .orElseGet(() -> first(ANY, 0));
    }

    private double first(String name, double otherwise) {
        return all.stream()
                .filter(each -> each.name().equals(name))
                .mapToDouble(Liked::quality)
                .findFirst()
                .orElse(otherwise);
    }
}
