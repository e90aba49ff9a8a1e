// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {
    @TempDir
    Path directory;

    @AfterEach
    void nothing_runs_on() {
        assertThat(Processes.postgresIn(new Cluster(directory).data())).isEmpty();
    }

    @Test
    void a_directory_that_this_process_uses_is_refused_and_stays_in_use() throws SQLException {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(here())) {
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), "this process");
            try (ChildJvm second = ChildJvm.start(Refused.class, directory.toString())) {
                assertThat(second.says()).isEqualTo("DIRECTORY_IN_USE");
            }
            assertThat(EmbeddedPostgresTest.ask(first, "postgres", "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_directory_that_another_process_uses_is_refused_with_its_number() {
        try (ChildJvm owner = ChildJvm.start(Owner.class, directory.toString(), "by-hook")) {
            owner.saysNumber();
            String holder = "process " + owner.process().pid();
            refused(here(), Reason.DIRECTORY_IN_USE, directory.toString(), holder);
            owner.process().toHandle().destroy();
            assertThat(owner.ended()).isEqualTo(143);
        }
    }

    @Test
    void a_taken_port_is_refused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    here().withPort(taken.getLocalPort()),
                    Reason.PORT_IN_USE,
                    Integer.toString(taken.getLocalPort()),
                    "another port");
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        Path below = file.resolve("data");
        refused(EmbeddedPostgresSettings.at(below), Reason.DIRECTORY_UNUSABLE, below.toString(), "can make and write");
        refused(EmbeddedPostgresSettings.at(file), Reason.DIRECTORY_UNUSABLE, file.toString(), "can make and write");
    }

    @Test
    void a_directory_with_files_of_somebody_else_is_refused_untouched() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        refused(here(), Reason.DIRECTORY_FOREIGN, directory.toString(), "letter.txt");
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).containsExactly(directory.resolve("letter.txt"));
        }
    }

    @Test
    void a_cluster_of_another_version_is_refused() throws IOException {
        EmbeddedPostgres.start(here()).close();
        Path version = new Cluster(directory).data().resolve("PG_VERSION");
        Files.writeString(version, "17\n");
        refused(here(), Reason.DIRECTORY_FOREIGN, directory.toString(), "PostgreSQL 17", "PostgreSQL 18");
        Files.writeString(version, "18\n");
        Files.delete(new Cluster(directory).password().path());
        refused(here(), Reason.DIRECTORY_FOREIGN, "openpolicy.password");
    }

    @Test
    void what_the_server_refuses_is_told_in_its_words() {
        refused(
                here().withServerSettings(Map.of("work_mem", "plenty")),
                Reason.ENGINE_FAILED,
                directory.toString(),
                "invalid value for parameter \"work_mem\": \"plenty\"");
    }

    @Test
    void a_start_that_takes_too_long_is_given_up() {
        EmbeddedPostgres.start(here()).close();
        refused(
                here().withTimeouts(Duration.ofNanos(1), Duration.ofSeconds(10)),
                Reason.ENGINE_FAILED,
                "startupTimeout");
    }

    private EmbeddedPostgresSettings here() {
        return EmbeddedPostgresSettings.at(directory).withBinariesDirectory(TemporaryPlace.ofThisUser("postgres"));
    }

    private static void refused(EmbeddedPostgresSettings settings, Reason reason, String... words) {
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(settings).close())
                .withMessageContainingAll(words)
                .extracting(EmbeddedEngineException::reason)
                .isEqualTo(reason);
    }

    /** Says why it was refused. */
    static final class Refused {
        private Refused() {}

        public static void main(String[] arguments) {
            try (EmbeddedPostgres started =
                    EmbeddedPostgres.start(EmbeddedPostgresSettings.at(Path.of(arguments[0])))) {
                System.out.println("started on " + started.port());
            } catch (EmbeddedEngineException refused) {
                System.out.println(refused.reason());
            }
        }
    }
}
