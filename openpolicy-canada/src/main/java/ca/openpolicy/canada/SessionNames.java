// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions as bill lists tell them: {@code name~dates}, the French name with markup. Each once a document. */
final class SessionNames {
    private static final Pattern MARKUP = Pattern.compile("</?sup>", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATES = Pattern.compile("(.+?) to (.+)");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);
    private static final int MOST = 1_000;

    private final Reading reading;
    private final Set<SessionKey> told = new HashSet<>();

    SessionNames(Reading reading) {
        this.reading = reading;
    }

    Optional<Claim> claim(Row row, SessionKey key) {
        Optional<String> english = row.text("ParlSessionEn");
        if (english.isEmpty() || told.size() >= MOST || !told.add(key)) {
            return Optional.empty();
        }
        Text name = new Text(
                english.map(SessionNames::name), row.text("ParlSessionFr").map(SessionNames::name));
        Matcher dates = DATES.matcher(dates(english.get()));
        Session session = dates.matches()
                ? new Session(key, name, day(row, dates.group(1)), end(row, dates.group(2)), Session.Counts.NONE)
                : new Session(key, name, Optional.empty(), Optional.empty(), Session.Counts.NONE);
        return Optional.of(new Claim.OfSession(Rank.NATIVE_LIST, session));
    }

    private static String name(String text) {
        int tilde = text.indexOf('~');
        return MARKUP.matcher(tilde < 0 ? text : text.substring(0, tilde)).replaceAll("");
    }

    private static String dates(String text) {
        return text.substring(text.indexOf('~') + 1).strip();
    }

    private Optional<LocalDate> end(Row row, String text) {
        return text.strip().equalsIgnoreCase("present") ? Optional.empty() : day(row, text);
    }

    private Optional<LocalDate> day(Row row, String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip(), DAY));
        } catch (DateTimeException unreadable) {
            reading.warn("unreadable-date", row.line(), "a session's day is " + Shown.of(text) + ", it is left out");
            return Optional.empty();
        }
    }
}
