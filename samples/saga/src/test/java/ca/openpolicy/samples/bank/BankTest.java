// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BankTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void money_arrives_or_comes_back() throws Exception {
        Bank.run(lines::add);

        assertEquals(List.of("ann has 70", "bob has 110", "cleo has 120", "dan has 100"), lines);
    }
}
