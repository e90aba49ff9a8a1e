// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Condition;
import ca.openpolicy.core.Field;
import ca.openpolicy.core.Filter;
import ca.openpolicy.storage.shard.Question;
import ca.openpolicy.storage.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts recorded ballots by the totals that lie with their divisions: a few thousand rows instead of a million. They
 * are written in one transaction with the ballots, so that the count is as exact.
 */
final class BallotCount {
    /** What may be asked of ballots and is known of their division. */
    private static final Map<String, Criterion> OF_DIVISION = Map.of(
            Ballots.JURISDICTION.name(), Criterion.column("jurisdiction"),
            Ballots.SESSION.name(), Criterion.column("session"),
            Ballots.CHAMBER.name(), Criterion.column("chamber"),
            Ballots.VOTE.name(), Criterion.column("id"),
            Ballots.BILL.name(), Criterion.column("bill_id"),
            Ballots.DATE.name(), Criterion.column("date"));

    private final Shards shards;
    private final Schema schema;

    BallotCount(Shards shards, Schema schema) {
        this.shards = shards;
        this.schema = schema;
    }

    /** The count, if the divisions alone tell it. */
    Optional<Long> of(Filter<Ballot> filter) {
        boolean recorded = filter.conditions().stream().anyMatch(each -> is(each, Ballots.DERIVED, false));
        List<Condition<Ballot>> others = filter.conditions().stream()
                .filter(each -> !is(each, Ballots.DERIVED, false))
                .toList();
        List<Condition<Ballot>> ofBallot = others.stream()
                .filter(each -> !OF_DIVISION.containsKey(each.field().name()))
                .toList();
        return recorded ? total(ofBallot).map(total -> sum(total, others)) : Optional.empty();
    }

    private static Optional<String> total(List<Condition<Ballot>> ofBallot) {
        if (ofBallot.isEmpty()) {
            return Optional.of("recorded_ballots");
        }
        Condition<Ballot> only = ofBallot.getFirst();
        if (ofBallot.size() > 1) {
            return Optional.empty();
        }
        if (is(only, Ballots.CHOICE, Choice.YEA)) {
            return Optional.of("recorded_yea");
        }
        if (is(only, Ballots.CHOICE, Choice.NAY)) {
            return Optional.of("recorded_nay");
        }
        return is(only, Ballots.PAIRED, true) ? Optional.of("recorded_paired") : Optional.empty();
    }

    private long sum(String total, List<Condition<Ballot>> conditions) {
        List<Sql> where = conditions.stream()
                .flatMap(
                        each -> Optional.ofNullable(OF_DIVISION.get(each.field().name()))
                                .map(criterion -> criterion.sql(each))
                                .stream())
                .toList();
        List<Object> parameters = new ArrayList<>();
        where.forEach(each -> parameters.addAll(each.parameters()));
        String text = "select coalesce(sum(" + total + "), 0) from " + schema.table("vote") + " where true"
                + where.stream().map(each -> " and " + each.text()).collect(Collectors.joining());
        return shards.ask(new Question<>(text, parameters, row -> row.getLong(1))).stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static <V> boolean is(Condition<Ballot> condition, Field<Ballot, V> field, V value) {
        return condition.field().name().equals(field.name())
                && condition.operator() == Field.Operator.IN
                && condition.values().equals(List.of(value));
    }
}
