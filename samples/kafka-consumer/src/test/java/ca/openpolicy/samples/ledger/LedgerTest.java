// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void each_event_has_its_effect_once_and_what_makes_no_sense_is_put_aside() throws Exception {
        Ledger.run(lines::add);

        assertEquals(
                List.of(
                        "handled 4, put aside 1",
                        "2 entries, 1550 cents",
                        "dead: o-2 of order.events after 3 tries, org.postgresql.util.PSQLException"),
                lines);
    }
}
