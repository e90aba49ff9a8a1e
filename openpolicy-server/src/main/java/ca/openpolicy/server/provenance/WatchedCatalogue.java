// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.provenance;

import ca.openpolicy.core.Catalogue;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.Session;
import java.util.List;

/** A catalogue of which it is noted what is read beside itself: every answer is made of its names anyway. */
final class WatchedCatalogue implements Catalogue {
    private final Catalogue catalogue;
    private final Provenance into;

    WatchedCatalogue(Catalogue catalogue, Provenance into) {
        this.catalogue = catalogue;
        this.into = into;
    }

    @Override
    public List<Jurisdiction> jurisdictions() {
        return catalogue.jurisdictions();
    }

    /** They come with how much was counted in each. */
    @Override
    public List<Session> sessions() {
        into.any(Origin.BILL);
        into.any(Origin.VOTE);
        into.any(Origin.MEMBER);
        return catalogue.sessions();
    }

    @Override
    public List<Session> uncountedSessions() {
        return catalogue.uncountedSessions();
    }

    @Override
    public List<Party> parties() {
        return catalogue.parties();
    }

    @Override
    public Loaded load(List<Jurisdiction> jurisdictions, List<Session> sessions, List<Party> parties) {
        return catalogue.load(jurisdictions, sessions, parties);
    }
}
