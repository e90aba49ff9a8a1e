// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Test
    void what_was_committed_is_told_in_order_and_nothing_else() throws Exception {
        Shop.run(lines::add);

        assertEquals(
                List.of(
                        "o-1 version 1: order.placed {\"cents\":1250}",
                        "o-1 version 2: order.paid {}"),
                of("o-1"));
        assertEquals(
                List.of(
                        "o-2 version 1: order.placed {\"cents\":900}",
                        "o-2 version 2: order.paid {}"),
                of("o-2"));
        assertEquals(List.of(), of("o-3"));
        assertEquals(List.of("o-4 version 1: order.placed {\"cents\":300}"), of("o-4"));
        assertEquals(1, lines.stream().filter("5 events, of 3 orders"::equals).count());
    }

    private List<String> of(String order) {
        return lines.stream().filter(line -> line.startsWith(order)).toList();
    }
}
