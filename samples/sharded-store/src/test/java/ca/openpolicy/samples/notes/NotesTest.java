// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void notes_go_to_the_third_database_while_the_program_runs() {
        Notes.run(lines::add);

        assertEquals(List.of("on two of three: 300 notes", "on all three: 300 notes", "the third is on c"), lines);
    }
}
