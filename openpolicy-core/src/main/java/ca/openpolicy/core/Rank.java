// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** How far a source is believed, field by field; the first wins. */
public enum Rank implements Coded {
    /** The legislature's own list of many entities. */
    NATIVE_LIST,
    /** A list that somebody else made from the native one. */
    DERIVED_LIST,
    /** The legislature's own file of a single entity. */
    SINGLE,
    /** An old export of the legislature, poorer than today's. */
    LEGACY
}
