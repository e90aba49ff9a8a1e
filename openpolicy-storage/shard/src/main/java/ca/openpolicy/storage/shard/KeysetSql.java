// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statement that reads the rows beside a position. Where all keys run in one direction and none is nullable, a row
 * comparison says it. Otherwise there is a branch for each number of leading keys that are equal, each a range of the
 * same index, so that a deep page costs what the first one does.
 *
 * @param sql the statement
 * @param values for each of its places
 */
record KeysetSql(String sql, List<Object> values) {

    static KeysetSql of(KeysetQuery<?> query, int limit, Optional<Position> position) {
        return position.map(place -> new Builder(query, limit, place).build())
                .orElseGet(() -> new Builder(query, limit, new Position(List.of(), false, false)).first());
    }

    private static final class Builder {
        private final KeysetQuery<?> query;
        private final List<SortKey> order;
        private final int limit;
        private final Position place;
        private final List<Object> values = new ArrayList<>();
        private final List<String> branches = new ArrayList<>();

        Builder(KeysetQuery<?> query, int limit, Position place) {
            this.query = query;
            this.order = query.order();
            this.limit = limit;
            this.place = place;
        }

        KeysetSql first() {
            branch("", List.of());
            return new KeysetSql(branches.getFirst(), values);
        }

        KeysetSql build() {
            if (comparableAsRow()) {
                rowBranch();
                return new KeysetSql(branches.getFirst(), values);
            }
            for (int equal = order.size() - 1; equal >= 0; equal--) {
                branchesAfter(equal);
            }
            return new KeysetSql(union(), values);
        }

        private boolean comparableAsRow() {
            boolean descending = order.getFirst().descending();
            return order.stream().allMatch(key -> !key.nullable() && key.descending() == descending);
        }

        private void rowBranch() {
            String keys = order.stream().map(KeysetSql::expression).collect(Collectors.joining(", ", "(", ")"));
            String marks = order.stream().map(key -> "?").collect(Collectors.joining(", ", "(", ")"));
            String sign = sign(order.getFirst()) + (place.inclusive() ? "=" : "");
            branch(keys + " " + sign + " " + marks, present(order.size()));
        }

        /** The rows with the same first values, and a further one in the next key. */
        private void branchesAfter(int equal) {
            SortKey key = order.get(equal);
            boolean last = equal == order.size() - 1;
            if (value(equal).isPresent()) {
                String sign = sign(key) + (last && place.inclusive() ? "=" : "");
                branch(same(equal) + expression(key) + " " + sign + " ?", present(equal + 1));
            }
            if (key.nullable() && value(equal).isPresent() != place.backward()) {
                branch(same(equal) + nullness(key), present(equal));
            }
        }

        /** Nulls come last: they are beyond every value, and every value is before them. */
        private String nullness(SortKey key) {
            return expression(key) + (place.backward() ? " is not null" : " is null");
        }

        private String same(int equal) {
            StringBuilder same = new StringBuilder();
            for (int i = 0; i < equal; i++) {
                same.append(expression(order.get(i)))
                        .append(value(i).isPresent() ? " = ?" : " is null")
                        .append(" and ");
            }
            return same.toString();
        }

        private List<Object> present(int count) {
            return place.values().subList(0, count).stream()
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Object> value(int key) {
            return place.values().get(key);
        }

        private String sign(SortKey key) {
            return key.descending() == place.backward() ? ">" : "<";
        }

        private void branch(String after, List<Object> bound) {
            List<String> conditions = new ArrayList<>();
            if (!query.where().isBlank()) {
                conditions.add("(" + query.where() + ")");
                values.addAll(query.parameters());
            }
            if (!after.isEmpty()) {
                conditions.add(after);
                values.addAll(bound);
            }
            branches.add("select " + query.select() + ", " + keyColumns() + " from " + query.from()
                    + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions)) + " order by "
                    + orderBy(false) + " limit " + limit);
        }

        private String union() {
            if (branches.size() == 1) {
                return branches.getFirst();
            }
            return branches.stream().collect(Collectors.joining(") union all (", "select * from ((", ")) page"))
                    + " order by " + orderBy(true) + " limit " + limit;
        }

        private String keyColumns() {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                columns.add(order.get(i).expression() + " as " + name(i));
            }
            return String.join(", ", columns);
        }

        private String orderBy(boolean outer) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                SortKey key = order.get(i);
                String sorted = outer ? collated(name(i), key) : expression(key);
                columns.add(sorted + direction(key));
            }
            return String.join(", ", columns);
        }

        private String direction(SortKey key) {
            String direction = key.descending() == place.backward() ? "" : " desc";
            if (!key.nullable()) {
                return direction;
            }
            return direction + (place.backward() ? " nulls first" : " nulls last");
        }

        private static String name(int key) {
            return "keyset_" + key;
        }
    }

    private static String expression(SortKey key) {
        return collated("(" + key.expression() + ")", key);
    }

    private static String collated(String text, SortKey key) {
        return key.kind() == SortKey.Kind.TEXT ? text + " collate \"C\"" : text;
    }
}
