// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.util.List;

/** The texts of the bills. */
public interface Texts extends Bulk<BillText> {
    /**
     * The texts of a bill, by language and stage.
     *
     * @param bill the bill
     * @return its texts; none if no source gives one
     */
    List<BillText> of(EntityId bill);
}
