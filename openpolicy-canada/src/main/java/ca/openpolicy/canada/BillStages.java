// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Text;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages within a bill's detail: how far it came in each chamber, and in which committee. For one thread. */
final class BillStages {
    private static final int MOST = 1_000;

    /** What makes two stages one. */
    private record Place(Optional<Chamber> chamber, StageName name) {}

    private final Reading reading;
    private final JsonCursor cursor;
    private final Map<Place, Stage> stages = new HashMap<>();
    private int count;

    BillStages(Reading reading, JsonCursor cursor) {
        this.reading = reading;
        this.cursor = cursor;
    }

    void read(Event start) throws InterruptedException {
        if (start != Event.START_OBJECT) {
            throw cursor.unexpected("an object of stages");
        }
        Row unused = cursor.row((name, nested) -> {
            switch (name) {
                case "HouseBillStages" -> array(nested, Optional.of(Chamber.HOUSE));
                case "SenateBillStages" -> array(nested, Optional.of(Chamber.SENATE));
                case "RoyalAssent" -> array(nested, Optional.empty());
                default -> cursor.skip(nested);
            }
        });
    }

    /** Stages not reached tell the chamber 0; the array's name tells the true one. */
    private void array(Event start, Optional<Chamber> chamber) throws InterruptedException {
        if (start == Event.START_OBJECT) {
            one(chamber);
            return;
        }
        for (Event event = cursor.next(); event != Event.END_ARRAY; event = cursor.next()) {
            if (event != Event.START_OBJECT) {
                throw cursor.unexpected("a stage");
            }
            one(chamber);
        }
    }

    private void one(Optional<Chamber> chamber) throws InterruptedException {
        List<Row> committee = new ArrayList<>(1);
        Row row = cursor.row((name, start) -> {
            if (name.equals("Committee") && start == Event.START_OBJECT) {
                committee.add(cursor.row());
            } else {
                cursor.skip(start);
            }
        });
        if (++count > MOST) {
            throw new RejectedException("too-many-rows", row.line(), "has more than " + MOST + " stages");
        }
        int id = row.number("BillStageId", 0, Integer.MAX_VALUE).orElse(0);
        Optional<StageName> name =
                Vocabulary.stage(id, row.text("BillStageNameEn").orElse(""));
        if (name.isPresent()) {
            add(row, new Stage(chamber, name.get(), state(row), WallClock.day(row, "StateAsOfDate"), name(committee)));
        } else {
            reading.warn(
                    "unknown-stage",
                    row.line(),
                    "the stage " + id + " "
                            + Shown.of(row.text("BillStageNameEn").orElse("")) + " is not known here; it is left out");
        }
    }

    private StageState state(Row row) {
        int state = row.number("State", 0, Integer.MAX_VALUE).orElse(0);
        Optional<StageState> known = Vocabulary.state(state);
        if (known.isEmpty()) {
            reading.warn("unknown-stage-state", row.line(), "the state " + state + " of a stage is not known here");
        }
        return known.orElse(StageState.UNKNOWN);
    }

    private static Text name(List<Row> committee) {
        return committee.isEmpty()
                ? Text.NONE
                : new Text(
                        committee.get(0).text("CommitteeNameEn"),
                        committee.get(0).text("CommitteeNameFr"));
    }

    private void add(Row row, Stage stage) {
        Stage before = stages.put(new Place(stage.chamber(), stage.name()), stage);
        if (before != null && !before.equals(stage)) {
            reading.warn(
                    "duplicate-stage",
                    row.line(),
                    "tells the stage " + stage.name().code() + " twice; the last is taken");
        }
    }

    /** These stages, with the days of the bill's own fields where a stage has none. */
    List<Stage> with(List<Stage> passed) {
        for (Stage stage : passed) {
            stages.merge(new Place(stage.chamber(), stage.name()), stage, BillStages::dated);
        }
        return stages.values().stream().sorted(Stages.ORDER).toList();
    }

    private static Stage dated(Stage told, Stage passed) {
        return told.date().isPresent()
                ? told
                : new Stage(told.chamber(), told.name(), passed.state(), passed.date(), told.committee());
    }
}
