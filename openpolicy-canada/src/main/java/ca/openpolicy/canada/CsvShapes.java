// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.util.List;
import java.util.Map;

/** The columns of the CSV lists, and the fields of the native XML that they stand for. */
final class CsvShapes {
    static final List<String> DERIVED_VOTES =
            List.of("vote_number", "date", "subject", "bill_number", "result", "yeas", "nays", "paired");
    static final Map<String, String> DERIVED_VOTE_FIELDS = Map.of(
            "vote_number", "DecisionDivisionNumber",
            "date", "DecisionEventDateTime",
            "subject", "DecisionDivisionSubject",
            "bill_number", "BillNumberCode",
            "result", "DecisionResultName",
            "yeas", "DecisionDivisionNumberOfYeas",
            "nays", "DecisionDivisionNumberOfNays",
            "paired", "DecisionDivisionNumberOfPaired");
    static final List<String> MEMBERS = List.of(
            "Honorific Title",
            "First Name",
            "Last Name",
            "Constituency",
            "Province / Territory",
            "Political Affiliation",
            "Start Date",
            "End Date");
    static final Map<String, String> MEMBER_FIELDS = Map.of(
            "honorific title", "PersonShortHonorific",
            "first name", "PersonOfficialFirstName",
            "last name", "PersonOfficialLastName",
            "constituency", "ConstituencyName",
            "province / territory", "ConstituencyProvinceTerritoryName",
            "political affiliation", "CaucusShortName",
            "start date", "FromDateTime",
            "end date", "ToDateTime",
            "person id", "PersonId",
            "personid", "PersonId");

    private CsvShapes() {}
}
