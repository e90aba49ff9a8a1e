// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.format.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The small words of the archive, kept for a short while. Safe for use by many threads. */
public final class Known implements Names {
    private final Kept<List<Jurisdiction>> jurisdictions;
    private final Kept<Map<PartyKey, Party>> parties;
    private final Kept<List<Session>> sessions;
    private final Kept<Optional<Instant>> sourceUpdated;

    /**
     * Knows what an archive knows.
     *
     * @param archive the archive
     * @param clock what time it is
     * @param timeToLive how long what was read is believed
     */
    public Known(Supplier<Archive> archive, Clock clock, Duration timeToLive) {
        this.jurisdictions = new Kept<>(() -> archive.get().catalogue().jurisdictions(), clock, timeToLive);
        this.parties = new Kept<>(
                () -> archive.get().catalogue().parties().stream()
                        .collect(Collectors.toUnmodifiableMap(Party::key, Function.identity())),
                clock,
                timeToLive);
        this.sessions = new Kept<>(() -> archive.get().catalogue().uncountedSessions(), clock, timeToLive);
        this.sourceUpdated = new Kept<>(
                () -> archive.get().runs().freshness().stream()
                        .flatMap(each -> each.lastSuccess().stream())
                        .max(Comparator.naturalOrder()),
                clock,
                timeToLive);
    }

    /** Reads everything anew when it is asked for next. */
    public void forget() {
        jurisdictions.forget();
        parties.forget();
        sessions.forget();
        sourceUpdated.forget();
    }

    /**
     * Has something called when a name was found to be another.
     *
     * @param called what to call; it must return at once
     */
    public void whenChanged(Runnable called) {
        List.of(jurisdictions, parties, sessions).forEach(each -> each.whenChanged(called));
    }

    /**
     * Reads everything anew at once, so that nobody waits for it who asks next.
     *
     * @throws ca.openpolicy.core.UnavailableException if the archive cannot be read
     */
    public void look() {
        List.of(sourceUpdated, jurisdictions, parties, sessions).forEach(Kept::look);
    }

    @Override
    public Text party(PartyKey key) {
        return Optional.ofNullable(parties.get().get(key)).map(Party::name).orElse(Text.NONE);
    }

    List<Jurisdiction> jurisdictions() {
        return jurisdictions.get();
    }

    List<Party> parties() {
        return List.copyOf(parties.get().values());
    }

    List<SessionKey> sessions() {
        return sessions.get().stream().map(Session::key).toList();
    }

    /** When any source was last imported whole. */
    Optional<Instant> sourceUpdated() {
        return sourceUpdated.latest();
    }

    Optional<Text> notice(JurisdictionKey key) {
        return jurisdictions().stream()
                .filter(each -> each.key().equals(key))
                .map(Jurisdiction::notice)
                .findFirst();
    }
}
