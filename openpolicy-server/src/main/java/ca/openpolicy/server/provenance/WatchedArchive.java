// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.Members;
import ca.openpolicy.core.Operations;
import ca.openpolicy.core.Runs;
import ca.openpolicy.core.Texts;
import ca.openpolicy.core.Votes;
import java.time.Instant;

/** An archive that notes what is read of it. */
final class WatchedArchive implements Archive {
    private final Archive archive;
    private final Provenance into;

    WatchedArchive(Archive archive, Provenance into) {
        this.archive = archive;
        this.into = into;
    }

    @Override
    public Bills bills() {
        return new WatchedBills(archive.bills(), into);
    }

    @Override
    public Votes votes() {
        return new WatchedVotes(archive.votes(), into);
    }

    @Override
    public Ballots ballots() {
        return new WatchedBallots(archive.ballots(), into);
    }

    @Override
    public Members members() {
        return new WatchedMembers(archive.members(), into);
    }

    @Override
    public Catalogue catalogue() {
        return new WatchedCatalogue(archive.catalogue(), into);
    }

    /** No event tells of them. */
    @Override
    public Texts texts() {
        into.passing();
        return archive.texts();
    }

    @Override
    public Runs runs() {
        into.passing();
        return archive.runs();
    }

    @Override
    public Operations operations() {
        into.passing();
        return archive.operations();
    }

    @Override
    public Instant horizon() {
        into.passing();
        return archive.horizon();
    }

    @Override
    public void close() {
        archive.close();
    }
}
