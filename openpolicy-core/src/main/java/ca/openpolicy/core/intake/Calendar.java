// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When the parliaments of the legislatures sat, as far as it is known. A seat of the lower chamber ends with its
 * parliament even where the source, written before, gives no end.
 */
final class Calendar {
    /** How long before its first day a parliament may have been elected. */
    private static final Period ELECTED_BEFORE = Period.ofDays(180);

    private final Map<Term, Span> spans = new HashMap<>();

    void add(Session session) {
        session.start().ifPresent(day -> add(session.key(), day));
        session.end().ifPresent(day -> add(session.key(), day));
    }

    void add(SessionKey session, LocalDate day) {
        spans.merge(Term.of(session), new Span(day, day), Span::with);
    }

    /** The days of a session's parliament for which a stated seat speaks, if any. */
    Optional<Span> validity(Membership seat, SessionKey session) {
        if (seat.to().isPresent()) {
            return Optional.of(new Span(seat.from(), seat.to().get()));
        }
        boolean speaks = seat.chamber() != Chamber.HOUSE
                || termOf(session.jurisdiction(), seat.from()).equals(Optional.of(Term.of(session)));
        return speaks ? Optional.of(new Span(seat.from(), LocalDate.MAX)) : Optional.empty();
    }

    /** Whether a seat without an end is one of the latest parliament that is known. */
    boolean lasts(JurisdictionKey jurisdiction, Membership seat) {
        if (seat.to().isPresent() || seat.chamber() != Chamber.HOUSE) {
            return seat.to().isEmpty();
        }
        return spans.entrySet().stream()
                .filter(entry -> entry.getKey().jurisdiction().equals(jurisdiction))
                .max(Comparator.comparingInt(entry -> entry.getKey().parliament()))
                .map(latest -> !seat.from().isBefore(latest.getValue().elected()))
                .orElse(true);
    }

    private Optional<Term> termOf(JurisdictionKey jurisdiction, LocalDate seatStart) {
        Optional<Term> during = find(jurisdiction, span -> span.contains(seatStart));
        return during.isPresent()
                ? during
                : find(jurisdiction, span -> new Span(span.elected(), span.last).contains(seatStart));
    }

    private Optional<Term> find(JurisdictionKey jurisdiction, Predicate<Span> fits) {
        return spans.entrySet().stream()
                .filter(entry -> entry.getKey().jurisdiction().equals(jurisdiction) && fits.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(Term::parliament));
    }

    /**
     * Days, both ends included.
     *
     * @param first the first day
     * @param last the last day
     */
    record Span(LocalDate first, LocalDate last) {
        boolean contains(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }

        boolean meets(Span other) {
            return !other.last.isBefore(first) && !other.first.isAfter(last);
        }

        Span with(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }

        private LocalDate elected() {
            return first.minus(ELECTED_BEFORE);
        }
    }
}
