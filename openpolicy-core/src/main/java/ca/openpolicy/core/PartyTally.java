// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/**
 * How a party voted in a division, by the membership of that moment.
 *
 * @param party the party
 * @param yea its yeas
 * @param nay its nays
 * @param paired its paired members, whether or not they also voted
 * @param absent its members who sat and did not vote, derived
 * @param line which way it went
 * @param dissents how many of its members went the other way
 */
public record PartyTally(PartyKey party, int yea, int nay, int paired, int absent, PartyLine line, int dissents) {}
