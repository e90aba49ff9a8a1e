// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.ballots;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Coded;
import ca.openpolicy.core.Condition;
import ca.openpolicy.server.Criterion;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Takes;
import jakarta.json.JsonObject;
import java.util.List;

/** Whether ballots that no source records are listed: never mixed in unless asked for. */
final class DerivedCriterion implements Criterion<Ballot> {
    /** What the parameter takes. */
    private enum Way implements Coded {
        EXCLUDE,
        INCLUDE,
        ONLY
    }

    @Override
    public String name() {
        return Ballots.DERIVED.name();
    }

    @Override
    public JsonObject schema(String operator) {
        return Takes.oneOf(Coded.codes(Way.class));
    }

    @Override
    public String meaning() {
        return "Whether ballots that a rule derived are left out, listed beside the recorded ones, or listed alone;"
                + " left out unless asked for.";
    }

    @Override
    public List<Condition<Ballot>> read(String operator, String value, Known known) {
        return switch (Coded.parse(Way.class, name(), value)) {
            case EXCLUDE -> absent();
            case INCLUDE -> List.of();
            case ONLY -> List.of(Ballots.DERIVED.is(true));
        };
    }

    @Override
    public List<Condition<Ballot>> absent() {
        return List.of(Ballots.DERIVED.is(false));
    }
}
