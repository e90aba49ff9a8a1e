// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes queries of a list by chance, the same for the same seed, with values that its rows have. */
final class Queries {
    private static final int MOST_TERMS = 3;
    private static final int MOST_PAGES = 12;
    private static final int MOST_ROWS_OF_A_PAGE = 500;

    private final Random random;
    private final Listing listing;
    private final List<Row> rows;
    private final List<String> names;

    Queries(Listing listing, List<Row> rows, long seed) {
        this.random = new Random(seed);
        this.listing = listing;
        this.rows = rows;
        this.names =
                rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().json().keySet());
    }

    Query next() {
        List<Criterion> some = new ArrayList<>(listing.criteria());
        Collections.shuffle(some, random);
        List<Term> terms = some.stream()
                .limit(random.nextInt(MOST_TERMS + 1))
                .flatMap(criterion -> term(criterion).stream())
                .toList();
        List<String> sorts = new ArrayList<>(List.of("", ""));
        listing.orders().keySet().stream().sorted().forEach(name -> sorts.addAll(List.of(name, "-" + name)));
        Query query = new Query(listing, terms, any(sorts), 1, Set.of(), "");
        long found = rows.stream().filter(query::meets).count();
        int least = (int) Math.min(MOST_ROWS_OF_A_PAGE, 1 + found / MOST_PAGES);
        int most = (int) Math.min(MOST_ROWS_OF_A_PAGE, found + 2);
        return new Query(
                listing,
                terms,
                query.sort(),
                random.nextInt(least, Math.max(least, most) + 1),
                fields(),
                any(List.of("", "", "", "en", "fr")));
    }

    private Set<String> fields() {
        Set<String> some = new TreeSet<>();
        if (!names.isEmpty() && random.nextInt(4) == 0) {
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                some.add(any(names));
            }
        }
        return some;
    }

    /** None where no row has a value, for then there is nothing to ask for. */
    private Optional<Term> term(Criterion criterion) {
        List<String> values = rows.stream()
                .flatMap(row -> row.faces().stream())
                .flatMap(face -> face.getOrDefault(criterion.name(), Set.of()).stream())
                .filter(value -> !value.contains(","))
                .distinct()
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        if (criterion.optional() && (values.isEmpty() || random.nextInt(5) == 0)) {
            boolean absent = random.nextBoolean();
            return Optional.of(new Term(
                    criterion.name(), criterion.name() + "__isnull", "" + absent, found -> found.isEmpty() == absent));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(term(criterion, values));
    }

    private Term term(Criterion criterion, List<String> values) {
        List<String> operators = criterion.kind().operators();
        if (!operators.isEmpty() && random.nextInt(3) > 0) {
            return comparison(criterion, any(operators), values);
        }
        return switch (criterion.kind()) {
            case WORD, DAY, COUNT, FLAG -> anyOf(criterion, some(values), String::toLowerCase);
            case SINCE -> since(criterion, any(values));
            case CHOICE -> anyOf(criterion, List.of(any(values)), String::toLowerCase);
            case EXACT -> {
                List<String> wanted = some(values);
                yield new Term(
                        criterion.name(),
                        criterion.name(),
                        String.join(",", wanted),
                        found -> found.stream().anyMatch(wanted::contains));
            }
            case TEXT -> anyOf(criterion, some(values), Term::folded);
            case SESSION -> sessions(criterion, values);
            case BILL_NUMBER -> number(criterion, any(values));
            case PART -> part(criterion, any(values));
        };
    }

    private Term anyOf(Criterion criterion, List<String> wanted, UnaryOperator<String> same) {
        Set<String> reduced = wanted.stream().map(same).collect(Collectors.toSet());
        String spelled = wanted.stream().map(this::spelled).collect(Collectors.joining(","));
        return new Term(
                criterion.name(),
                criterion.name(),
                spelled,
                found -> found.stream().map(same).anyMatch(reduced::contains));
    }

    private static Term since(Criterion criterion, String value) {
        Instant from = Instant.parse(value);
        return new Term(
                criterion.name(),
                criterion.name(),
                value,
                found -> found.stream().anyMatch(each -> !Instant.parse(each).isBefore(from)));
    }

    private Term sessions(Criterion criterion, List<String> values) {
        boolean whole = random.nextBoolean();
        String first = any(values);
        String owner = first.contains("/") ? first.substring(0, first.indexOf('/') + 1) : "";
        List<String> alike = values.stream()
                .filter(value -> (whole && !owner.isEmpty()) ? value.startsWith(owner) : !value.contains("/"))
                .toList();
        return anyOf(criterion, some(alike), String::toLowerCase);
    }

    private Term number(Criterion criterion, String value) {
        String spelled = any(List.of(value, value.toLowerCase(Locale.ROOT).replace("-", ""), "Bill " + value));
        return new Term(criterion.name(), criterion.name(), spelled, found -> found.contains(value));
    }

    /** A part of one word, for what is between words may be spelled in several ways. */
    private Term part(Criterion criterion, String value) {
        String word = any(
                List.of(Term.folded(value).replaceAll("[^a-z]+", " ").strip().split(" ")));
        int from = word.isEmpty() ? 0 : random.nextInt(word.length());
        String part = word.isEmpty() ? "a" : word.substring(from, random.nextInt(from, word.length()) + 1);
        return new Term(
                criterion.name(),
                criterion.name(),
                spelled(part),
                found -> found.stream().anyMatch(each -> Term.folded(each).contains(part)));
    }

    private Term comparison(Criterion criterion, String operator, List<String> values) {
        String name = criterion.name() + "__" + operator;
        String low = moved(criterion, any(values));
        if (operator.equals("range")) {
            String high = moved(criterion, any(values));
            return new Term(
                    criterion.name(),
                    name,
                    low + "," + high,
                    exists(criterion, low, at -> at >= 0).and(exists(criterion, high, at -> at <= 0)));
        }
        Predicate<Integer> holds = switch (operator) {
            case "gt" -> at -> at > 0;
            case "gte" -> at -> at >= 0;
            case "lt" -> at -> at < 0;
            default -> at -> at <= 0;
        };
        return new Term(criterion.name(), name, low, exists(criterion, low, holds));
    }

    private static Predicate<Set<String>> exists(Criterion criterion, String than, Predicate<Integer> holds) {
        return found -> found.stream().anyMatch(value -> holds.test(compare(criterion.kind(), value, than)));
    }

    private static int compare(Criterion.Kind kind, String one, String other) {
        return kind == Criterion.Kind.COUNT
                ? Long.compare(Long.parseLong(one), Long.parseLong(other))
                : one.compareTo(other);
    }

    /** Near to a value that there is, or the value itself. */
    private String moved(Criterion criterion, String value) {
        int by = random.nextInt(-2, 3);
        return criterion.kind() == Criterion.Kind.DAY
                ? LocalDate.parse(value).plusDays(by).toString()
                : Long.toString(Math.max(0, Long.parseLong(value) + by));
    }

    private List<String> some(List<String> values) {
        List<String> some = new ArrayList<>(values);
        Collections.shuffle(some, random);
        return List.copyOf(some.subList(0, Math.min(some.size(), random.nextInt(1, 4))));
    }

    /** Ids are capital already; everything else may be spelled in capitals too. */
    private String spelled(String value) {
        return random.nextInt(4) == 0 ? value.toUpperCase(Locale.ROOT) : value;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
