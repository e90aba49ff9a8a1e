// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim;
import java.util.List;

/** What one row of a list says: claims on one entity, under the key by which rows of that entity are known. */
record Entry(String key, List<Claim> claims) {
    /** Makes an entry of a row, or refuses the row. */
    interface Mapper {
        Entry map(Row row);
    }
}
