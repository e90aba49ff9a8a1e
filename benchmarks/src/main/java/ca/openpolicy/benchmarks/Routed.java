// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.core.EntityId;
import java.util.List;

/** One way to read rows that lie on some databases. */
interface Routed extends AutoCloseable {
    /** The name of a thing. */
    String name(EntityId id) throws Exception;

    /** The ids of the first things, page by page, the greatest rank first. */
    List<Long> walk(int pages) throws Exception;

    @Override
    void close();
}
