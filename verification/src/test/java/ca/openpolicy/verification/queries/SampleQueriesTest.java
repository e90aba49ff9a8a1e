// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample parliament, asked whatever chance comes up with. */
@Timeout(900)
class SampleQueriesTest extends QueryContract {
    private static final List<AutoCloseable> OPEN = new java.util.ArrayList<>();

    private static Asker asker = path -> {
        throw new IOException("not started");
    };
    private static World world = new World(asker);

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        ServerProcess server = ServerProcess.start(directory.resolve("data"));
        OPEN.add(server);
        server.awaitReady(Duration.ofMinutes(5));
        HttpClient client = Asker.client();
        OPEN.add(client);
        asker = Asker.at(client, server.port());
        world = new World(asker);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : OPEN.reversed()) {
            each.close();
        }
    }

    @Override
    World world() {
        return world;
    }

    @Override
    int queries() {
        return RealData.ENDURANCE ? 1_000 : 16;
    }

    @ParameterizedTest
    @EnumSource
    void the_checker_reports_a_server_that_is_wrong_once(Mutation mutation) throws Exception {
        Listing listing = Listings.bills();
        Faulty server = new Faulty(asker, mutation);
        Checks checks = new Checks(server);
        Queries queries = new Queries(listing, world.rows(listing, ""), 7);
        int wrong = 0;
        for (int n = 0; n < 12; n++) {
            Query query = queries.next();
            List<Row> rows = world.rows(listing, query.sort());
            Throwable found = catchThrowable(() -> checks.agrees(query, rows));
            if (server.used()) {
                wrong++;
                assertThat(found).as(query.toString()).isInstanceOf(AssertionError.class);
            } else {
                assertThat(found).as(query.toString()).isNull();
            }
        }
        assertThat(wrong).isPositive();
    }
}
