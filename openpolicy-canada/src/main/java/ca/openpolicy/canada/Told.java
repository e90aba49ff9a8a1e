// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.SourceFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which bills and divisions the lists of a session tell of. A list that is refused tells of none. */
final class Told implements SourceFile.Receiver {
    private final String session;
    private final Set<String> bills = new TreeSet<>();
    private final Set<Integer> votes = new TreeSet<>();

    private Told(String session) {
        this.session = session;
    }

    static Told by(List<SourceFile> lists, String session) throws InterruptedException {
        Told told = new Told(session);
        for (SourceFile list : lists) {
            try {
                list.read(told);
            } catch (RejectedException refused) {
                // whoever reads the list itself hears of it
            }
        }
        return told;
    }

    Set<String> bills() {
        return bills;
    }

    Set<Integer> votes() {
        return votes;
    }

    @Override
    public void claim(Claim claim, long line) {
        if (claim instanceof Claim.OfBill of && ours(of.bill().key().session())) {
            bills.add(of.bill().key().number().toString());
        } else if (claim instanceof Claim.OfVote of && ours(of.vote().key().session())) {
            votes.add(of.vote().key().number());
        }
    }

    private boolean ours(SessionKey key) {
        return key.code().equals(session);
    }

    @Override
    public void unrecognised(String found) {}

    @Override
    public void warn(String code, long line, String message) {}

    @Override
    public void reject(String code, long line, String message) {}
}
