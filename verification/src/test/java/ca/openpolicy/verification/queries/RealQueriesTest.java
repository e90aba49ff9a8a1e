// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.RealServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real parliament, asked whatever chance comes up with. */
@EnabledIf(value = "ca.openpolicy.verification.RealData#here", disabledReason = "there is no real data here")
@ExtendWith(RealServer.Shared.class)
@Timeout(3600)
class RealQueriesTest extends QueryContract {
    private static Optional<HttpClient> client = Optional.empty();
    private static Optional<World> world = Optional.empty();

    @BeforeAll
    static void start(RealServer real) {
        client = Optional.of(Asker.client());
        world = client.map(each -> new World(Asker.at(each, real.process().port())));
    }

    @AfterAll
    static void stop() {
        client.ifPresent(HttpClient::close);
    }

    @Override
    World world() {
        return world.orElseThrow();
    }

    @Override
    int queries() {
        return RealData.ENDURANCE ? 500 : 6;
    }

    /** The ballots of a session fit into memory; of the other long lists one session will do for a quick look. */
    @Override
    Listing listing(String name) throws IOException, InterruptedException {
        Listing listing = super.listing(name);
        return switch (name) {
            case "ballots" -> listing.narrowed("session", RealData.ENDURANCE ? "ca/45-1" : "ca/43-1");
            case "bills", "votes" -> RealData.ENDURANCE ? listing : listing.narrowed("session", "ca/43-2");
            default -> listing;
        };
    }
}
