// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

/** A chamber of a legislature. A legislature of one chamber has a {@link #HOUSE}. */
public enum Chamber implements Coded {
    /** The lower chamber: in Canada the House of Commons. */
    HOUSE,
    /** The upper chamber. */
    SENATE
}
