// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.VoteResult;
import java.util.Optional;

/** How a division ended, and the language in which the file says so: that of its subjects too. */
record Result(VoteResult result, boolean french) {
    static final String FIELD = "DecisionResultName";

    static Result of(Row row) {
        String name = row.required(FIELD);
        Optional<Result> english = Vocabulary.englishResult(name).map(result -> new Result(result, false));
        return english.or(() -> Vocabulary.frenchResult(name).map(result -> new Result(result, true)))
                .orElseThrow(() -> new RejectedException(
                        "unknown-result",
                        row.line(),
                        FIELD + " is " + Shown.of(name)
                                + ", must be Agreed To, Negatived, Tie, Adoptée, Rejetée or Égalité"));
    }

    Text subject(String text) {
        return french ? Text.french(text) : Text.english(text);
    }
}
