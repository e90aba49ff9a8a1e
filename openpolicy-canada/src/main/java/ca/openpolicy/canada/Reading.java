// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.SourceFile.Receiver;
import ca.openpolicy.core.Text;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One document being read: where it comes from, by which rules, and who listens. For one thread. */
final class Reading {
    private final Receiver out;
    private final CanadaSettings settings;
    private final Pool pool;
    private final Origin origin;
    private final Set<String> parties = new HashSet<>();
    private static final int MOST_PARTIES = 1_000;

    Reading(Receiver out, CanadaSettings settings, Pool pool, Origin origin) {
        this.out = out;
        this.settings = settings;
        this.pool = pool;
        this.origin = origin;
    }

    CanadaSettings settings() {
        return settings;
    }

    Pool pool() {
        return pool;
    }

    Origin origin() {
        return origin;
    }

    Receiver out() {
        return out;
    }

    void warn(String code, long line, String message) {
        out.warn(code, line, message);
    }

    void reject(RejectedException bad) {
        out.reject(bad.code(), bad.line(), Refusal.reason(bad));
    }

    SessionKey session(int parliament, int session) {
        return new SessionKey(settings.jurisdiction(), parliament, session);
    }

    /** A party's name in both languages, once a document. */
    void party(Optional<String> name, Rank rank, long line) {
        if (name.isPresent() && parties.size() < MOST_PARTIES && parties.add(name.get())) {
            Text both = new Text(
                    name, Optional.ofNullable(settings.frenchPartyNames().get(name.get())));
            out.claim(new Claim.OfParty(rank, new Party(partyKey(name.get(), line), both)), line);
        }
    }

    private PartyKey partyKey(String name, long line) {
        try {
            return PartyKey.named(settings.jurisdiction(), name);
        } catch (InvalidValueException nameless) {
            throw Refusal.invalid(nameless, line);
        }
    }

    static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the import was interrupted");
        }
    }
}
