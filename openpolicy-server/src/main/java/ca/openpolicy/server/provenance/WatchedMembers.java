// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Sourced;
import java.util.Iterator;

/** Members of which it is noted which are read. */
final class WatchedMembers extends WatchedRows<Member> implements Members {
    private final Members members;

    WatchedMembers(Members members, Provenance into) {
        super(members, Origin.MEMBER, into);
        this.members = members;
    }

    @Override
    public Loaded load(Iterator<Sourced<Member>> words, Cause cause) throws InterruptedException {
        return members.load(words, cause);
    }
}
