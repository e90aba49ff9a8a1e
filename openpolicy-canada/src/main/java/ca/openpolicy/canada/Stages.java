// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The stages of a bill as the fields of a list or a detail date them. */
final class Stages {
    /** By chamber, what is in no chamber last, then by name. */
    static final Comparator<Stage> ORDER = Comparator.<Stage>comparingInt(
                    stage -> stage.chamber().map(Enum::ordinal).orElse(Integer.MAX_VALUE))
            .thenComparing(Stage::name);

    private Stages() {}

    /** The readings that a bill passed and royal assent, with their days. */
    static List<Stage> passed(Row row) {
        List<Stage> stages = new ArrayList<>();
        for (Chamber chamber : Chamber.values()) {
            String field = chamber == Chamber.HOUSE ? "PassedHouse" : "PassedSenate";
            add(stages, row, field + "FirstReadingDateTime", Optional.of(chamber), StageName.FIRST_READING);
            add(stages, row, field + "SecondReadingDateTime", Optional.of(chamber), StageName.SECOND_READING);
            add(stages, row, field + "ThirdReadingDateTime", Optional.of(chamber), StageName.THIRD_READING);
        }
        add(stages, row, "ReceivedRoyalAssentDateTime", Optional.empty(), StageName.ROYAL_ASSENT);
        return stages;
    }

    private static void add(List<Stage> stages, Row row, String field, Optional<Chamber> chamber, StageName name) {
        WallClock.day(row, field)
                .ifPresent(
                        day -> stages.add(new Stage(chamber, name, StageState.COMPLETED, Optional.of(day), Text.NONE)));
    }

    /** The day of first reading in the chamber where the bill began. */
    static Optional<LocalDate> introduced(List<Stage> stages, Optional<Chamber> chamber) {
        return stages.stream()
                .filter(stage -> chamber.isPresent()
                        && stage.chamber().equals(chamber)
                        && stage.name() == StageName.FIRST_READING)
                .findFirst()
                .flatMap(Stage::date);
    }
}
