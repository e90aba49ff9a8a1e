// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static java.util.Map.entry;

import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Folded;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteResult;
import java.util.Map;
import java.util.Optional;

/** The closed vocabularies of the native files. What is not in them is empty here, and a warning where it was found. */
final class Vocabulary {
    private static final Map<String, BillStatus> STATUSES = Map.ofEntries(
            entry("introduced as pro forma bill", BillStatus.PRO_FORMA),
            entry("outside the order of precedence", BillStatus.OUTSIDE_ORDER_OF_PRECEDENCE),
            entry(
                    "senate bill awaiting first reading in the house of commons",
                    BillStatus.HOUSE_AWAITING_FIRST_READING),
            entry(
                    "referred to committee before second reading in the house of commons",
                    BillStatus.HOUSE_COMMITTEE_BEFORE_SECOND_READING),
            entry("at second reading in the house of commons", BillStatus.HOUSE_SECOND_READING),
            entry("at consideration in committee in the house of commons", BillStatus.HOUSE_COMMITTEE),
            entry(
                    "at report stage and second reading in the house of commons",
                    BillStatus.HOUSE_REPORT_STAGE_AND_SECOND_READING),
            entry("at report stage in the house of commons", BillStatus.HOUSE_REPORT_STAGE),
            entry("at third reading in the house of commons", BillStatus.HOUSE_THIRD_READING),
            entry(
                    "at consideration in the house of commons of amendments made by the senate",
                    BillStatus.HOUSE_CONSIDERING_SENATE_AMENDMENTS),
            entry(
                    "house of commons bill awaiting first reading in the senate",
                    BillStatus.SENATE_AWAITING_FIRST_READING),
            entry("at second reading in the senate", BillStatus.SENATE_SECOND_READING),
            entry("at consideration in committee in the senate", BillStatus.SENATE_COMMITTEE),
            entry("at report stage in the senate", BillStatus.SENATE_REPORT_STAGE),
            entry("at third reading in the senate", BillStatus.SENATE_THIRD_READING),
            entry(
                    "at consideration in the senate of amendments made by the house of commons",
                    BillStatus.SENATE_CONSIDERING_HOUSE_AMENDMENTS),
            entry("awaiting royal assent", BillStatus.AWAITING_ROYAL_ASSENT),
            entry("royal assent received", BillStatus.ROYAL_ASSENT),
            entry("bill defeated", BillStatus.DEFEATED),
            entry("bill not proceeded with", BillStatus.NOT_PROCEEDED_WITH));
    private static final Map<String, BillType> TYPES = Map.of(
            "house government bill", BillType.GOVERNMENT,
            "private members bill", BillType.PRIVATE_MEMBER,
            "senate government bill", BillType.SENATE_GOVERNMENT,
            "senate public bill", BillType.SENATE_PUBLIC,
            "senate private bill", BillType.SENATE_PRIVATE);
    private static final Map<String, VoteResult> ENGLISH_RESULTS =
            Map.of("agreed to", VoteResult.AGREED, "negatived", VoteResult.NEGATIVED, "tie", VoteResult.TIE);
    private static final Map<String, VoteResult> FRENCH_RESULTS = Map.of(
            "adoptee", VoteResult.AGREED,
            "rejetee", VoteResult.NEGATIVED,
            "egalite", VoteResult.TIE,
            "egalite des voix", VoteResult.TIE);
    private static final Map<Integer, VoteContext> CONTEXTS = Map.of(
            98, VoteContext.LEGISLATIVE_PROCESS,
            9, VoteContext.REPORT_STAGE,
            212, VoteContext.AMENDMENT_TO_REPORT_STAGE_AMENDMENT,
            53, VoteContext.SUPPLY,
            54, VoteContext.WAYS_AND_MEANS,
            55, VoteContext.GOVERNMENT_BUSINESS,
            57, VoteContext.PRIVATE_MEMBERS_MOTIONS,
            58, VoteContext.ROUTINE_PROCEEDINGS,
            189, VoteContext.ADDRESS_IN_REPLY,
            99, VoteContext.OTHER);
    private static final Map<String, VoteContext> CONTEXT_NAMES = Map.of(
            "legislative process", VoteContext.LEGISLATIVE_PROCESS,
            "report stage", VoteContext.REPORT_STAGE,
            "amendment to report stage amendment", VoteContext.AMENDMENT_TO_REPORT_STAGE_AMENDMENT,
            "supply", VoteContext.SUPPLY,
            "ways and means", VoteContext.WAYS_AND_MEANS,
            "government business", VoteContext.GOVERNMENT_BUSINESS,
            "private members motions", VoteContext.PRIVATE_MEMBERS_MOTIONS,
            "routine proceedings", VoteContext.ROUTINE_PROCEEDINGS,
            "address in reply", VoteContext.ADDRESS_IN_REPLY,
            "other", VoteContext.OTHER);
    private static final Map<Integer, StageName> STAGES = Map.of(
            60029, StageName.FIRST_READING,
            60030, StageName.SECOND_READING,
            60049, StageName.COMMITTEE,
            60032, StageName.REPORT_STAGE,
            60031, StageName.THIRD_READING,
            60050, StageName.ROYAL_ASSENT);
    private static final Map<Integer, StageState> STATES = Map.of(
            0, StageState.UNKNOWN,
            1, StageState.NOT_REACHED,
            2, StageState.NO_ACTIVITY,
            3, StageState.IN_PROGRESS,
            4, StageState.COMPLETED,
            5, StageState.NOT_COMPLETED);

    private Vocabulary() {}

    static Optional<BillStatus> status(String english) {
        return Optional.ofNullable(STATUSES.get(folded(english)));
    }

    static Optional<BillType> type(String english) {
        return Optional.ofNullable(TYPES.get(folded(english)));
    }

    static Optional<VoteResult> englishResult(String name) {
        return Optional.ofNullable(ENGLISH_RESULTS.get(folded(name)));
    }

    static Optional<VoteResult> frenchResult(String name) {
        return Optional.ofNullable(FRENCH_RESULTS.get(folded(name)));
    }

    static Optional<VoteContext> context(int documentType) {
        return Optional.ofNullable(CONTEXTS.get(documentType));
    }

    static Optional<VoteContext> context(String english) {
        return Optional.ofNullable(CONTEXT_NAMES.get(folded(english)));
    }

    static Optional<StageName> stage(int id, String english) {
        return Optional.ofNullable(STAGES.get(id)).or(() -> stage(folded(english)));
    }

    private static Optional<StageName> stage(String folded) {
        return switch (folded) {
            case "first reading" -> Optional.of(StageName.FIRST_READING);
            case "second reading" -> Optional.of(StageName.SECOND_READING);
            case "consideration in committee" -> Optional.of(StageName.COMMITTEE);
            case "report stage", "report stage and second reading" -> Optional.of(StageName.REPORT_STAGE);
            case "third reading" -> Optional.of(StageName.THIRD_READING);
            case "royal assent" -> Optional.of(StageName.ROYAL_ASSENT);
            case String other ->
                other.contains("amendments") ? Optional.of(StageName.CONSIDERATION_OF_AMENDMENTS) : Optional.empty();
        };
    }

    static Optional<StageState> state(int state) {
        return Optional.ofNullable(STATES.get(state));
    }

    /** The native organization ids: 1 is the House of Commons, 2 the Senate. */
    static Optional<Chamber> chamber(int organization) {
        return switch (organization) {
            case 1 -> Optional.of(Chamber.HOUSE);
            case 2 -> Optional.of(Chamber.SENATE);
            default -> Optional.empty();
        };
    }

    private static String folded(String text) {
        return Folded.of(text).text();
    }
}
