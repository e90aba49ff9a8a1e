// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Run;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void a_bar_redraws_one_line_that_is_never_too_wide_and_ends_with_the_result() {
        tell(Progress.bar(out), "folder/" + "long".repeat(60) + "\u001b[2J");

        List<String> drawn = Arrays.asList(text().split("[\\r\\n]+"));
        assertThat(drawn.subList(0, drawn.size() - 1))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(BarProgress.WIDTH));
        assertThat(text()).doesNotContain("\u001b").contains("100 %");
        assertThat(drawn.getLast()).startsWith("succeeded after 1.5 s: 1000 files");
    }

    @Test
    void lines_come_for_every_tenth_and_not_for_every_file() {
        tell(Progress.lines(out), "file");

        assertThat(text().lines()).hasSizeBetween(20, 26);
        assertThat(text()).contains("reading 1000 files").contains("loaded bills: 50 of 50");
    }

    private static void tell(Progress progress, String file) {
        progress.started(1000);
        for (int number = 1; number <= 1000; number++) {
            progress.file(file, number, 1000);
        }
        for (int done = 0; done <= 50; done++) {
            progress.loading("bills", done, 50);
        }
        Instant start = Instant.EPOCH;
        progress.finished(new Run(
                new EntityId(1),
                "test",
                Run.State.SUCCEEDED,
                start,
                Optional.of(start.plusMillis(1500)),
                new Run.Counts(1000, 0, 0, 0, 0, 0, 0)));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
