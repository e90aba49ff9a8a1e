// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.IntakeSettings;
import ca.openpolicy.core.intake.Progress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What an import leaves behind, whatever the order of files and however often it is repeated. */
@Timeout(900)
class ImportTest {
    @Test
    void a_made_parliament_gives_the_same_database_in_any_order_of_files_and_twice(@TempDir Path directory)
            throws Exception {
        MadeParliament.write(directory, 120, 80, 7);
        assertOrderAndRepetitionMakeNoDifference(
                CanadaFiles.in(directory, settings()), files -> Collections.shuffle(files, new Random(11)));
    }

    @Test
    @EnabledIf(value = "ca.openpolicy.verification.RealData#here", disabledReason = "there is no real data here")
    void real_files_give_the_same_database_in_reverse_order_and_twice() throws Exception {
        assertOrderAndRepetitionMakeNoDifference(
                CanadaFiles.in(RealData.DIRECTORY, CanadaSettings.defaults()), Collections::reverse);
    }

    private static void assertOrderAndRepetitionMakeNoDifference(Source source, Reordering reordering)
            throws Exception {
        Map<String, String> straight;
        try (TwoShards shards = new TwoShards()) {
            Run first = importInto(shards, source);
            straight = shards.content();
            String updates = updates(shards);
            Run second = importInto(shards, source);

            assertThat(first.counts().created()).isPositive();
            assertThat(second.counts().created()).isZero();
            assertThat(second.counts().updated()).isZero();
            assertThat(second.counts().unchanged())
                    .isEqualTo(first.counts().created() + first.counts().unchanged());
            assertThat(shards.content()).isEqualTo(straight);
            assertThat(updates(shards)).isEqualTo(updates);
        }
        try (TwoShards shards = new TwoShards()) {
            importInto(shards, reordered(source, reordering));
            assertThat(shards.content()).isEqualTo(straight);
        }
    }

    private static String updates(TwoShards shards) throws SQLException {
        return shards.latestUpdate("vote") + shards.latestUpdate("bill") + shards.latestUpdate("member");
    }

    private static CanadaSettings settings() {
        return CanadaSettings.defaults().withJurisdiction(new ca.openpolicy.core.JurisdictionKey("zz"));
    }

    private static Run importInto(TwoShards shards, Source source) throws InterruptedException {
        return Intake.into(shards.archive(), IntakeSettings.defaults(), Ambient.system())
                .run(source, Progress.silent());
    }

    private interface Reordering {
        void apply(List<SourceFile> files);
    }

    private static Source reordered(Source source, Reordering reordering) {
        return new Source() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<SourceFile> files() throws InterruptedException {
                List<SourceFile> files = new ArrayList<>(source.files());
                reordering.apply(files);
                return files;
            }
        };
    }
}
