// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

/** The native formats that are read. */
enum Format {
    BILL_LIST_XML,
    BILL_LIST_JSON,
    BILL_DETAIL_JSON,
    BILL_TEXT_XML,
    VOTE_LIST_XML,
    VOTE_LIST_OLD_XML,
    VOTE_LIST_DERIVED_CSV,
    BALLOTS_XML,
    BALLOTS_CSV,
    MEMBERS_XML,
    MEMBERS_CSV
}
