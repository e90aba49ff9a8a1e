// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slots of a cluster's keys, shared out among its nodes for good.
 *
 * @param nodes the nodes, always in the same order
 */
record RedisSlots(List<RedisNode> nodes) {
    private static final int SLOTS = 16_384;
    private static final int FIELDS_BEFORE_SLOTS = 8;

    /**
     * Gives each node its slots unless it has them, and makes all that run known to each other, at the ports of this
     * start. What a killed start left half done is finished.
     */
    void join() throws IOException {
        List<RedisNode> living = living();
        for (RedisNode node : living) {
            try (RedisConnection connection = node.connect()) {
                if (!hasSlots(connection)) {
                    connection.ask(slotsOf(nodes.indexOf(node)));
                }
                for (RedisNode other : living) {
                    connection.ask("CLUSTER", "MEET", LoopbackPort.HOST, Integer.toString(other.port()));
                }
            }
        }
    }

    private List<RedisNode> living() {
        return nodes.stream().filter(RedisNode::isAlive).toList();
    }

    private static boolean hasSlots(RedisConnection connection) throws IOException {
        return connection
                .ask("CLUSTER", "NODES")
                .lines()
                .filter(line -> line.contains("myself"))
                .anyMatch(line -> line.split(" ").length > FIELDS_BEFORE_SLOTS);
    }

    private String[] slotsOf(int index) {
        int first = SLOTS * index / nodes.size();
        int end = SLOTS * (index + 1) / nodes.size();
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(first, end).mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    /** Whether every node that runs knows where all slots are served. */
    boolean areServed() {
        List<RedisNode> living = living();
        return living.stream().allMatch(node -> knows(node, living));
    }

    private static boolean knows(RedisNode node, List<RedisNode> others) {
        try (RedisConnection connection = node.connect()) {
            String state = connection.ask("CLUSTER", "INFO");
            String known = connection.ask("CLUSTER", "NODES");
            return state.contains("cluster_state:ok")
                    && state.contains("cluster_slots_assigned:" + SLOTS)
                    && others.stream().allMatch(other -> known.contains(":" + other.port() + "@"))
                    && !known.contains("handshake");
        } catch (IOException notNow) {
            return false;
        }
    }
}
