// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts the steps of a plan into batches that can be flipped at once. */
record Batches(Map<String, Site> sites, List<MovedTable> tables, MoveSettings settings) {

    List<Batch> of(Plan plan) throws SQLException {
        Map<String, Map<Integer, Long>> rows = new HashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (!rows.containsKey(step.from())) {
                rows.put(step.from(), rows(Reshard.site(sites, step.from())));
            }
            Site unused = Reshard.site(sites, step.to());
            cut(step, rows.getOrDefault(step.from(), Map.of()), batches);
        }
        return batches;
    }

    private void cut(Step step, Map<Integer, Long> rows, List<Batch> batches) {
        List<Integer> slots = new ArrayList<>();
        long weight = 0;
        for (int slot : step.slots().toArray()) {
            slots.add(slot);
            weight += rows.getOrDefault(slot, 0L);
            if (weight >= settings.batchRows() || slots.size() >= settings.batchSlots()) {
                batches.add(batch(step, slots, batches.size() + 1));
                slots = new ArrayList<>();
                weight = 0;
            }
        }
        if (!slots.isEmpty()) {
            batches.add(batch(step, slots, batches.size() + 1));
        }
    }

    private static Batch batch(Step step, List<Integer> slots, int number) {
        return new Batch(number, step.from(), step.to(), List.copyOf(slots), false);
    }

    private Map<Integer, Long> rows(Site site) throws SQLException {
        Map<Integer, Long> rows = new HashMap<>();
        try (Connection connection = site.connect()) {
            for (MovedTable table : tables) {
                String sql = "select (" + table.id() + " >> 49)::int, count(*) from " + table.name() + " group by 1";
                Sql.list(connection, row -> Map.entry(row.getInt(1), row.getLong(2)), sql)
                        .forEach(each -> rows.merge(each.getKey(), each.getValue(), Long::sum));
            }
        }
        return rows;
    }
}
