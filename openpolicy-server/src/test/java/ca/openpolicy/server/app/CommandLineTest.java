// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.server.SettingsReference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the program says and ends with. */
class CommandLineTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "import",
                "migrate",
                "status",
                "events",
                "topics",
                "summaries",
                "cache",
                "shards",
                "config",
                "openapi"
            })
    void every_command_explains_itself(String command) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: openpolicy " + command).contains("--help");
    }

    @Test
    void what_it_does_not_know_is_one_line_and_a_failure() {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute("serve", "--colour=red")).isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .containsExactly("openpolicy: Unknown option: '--colour=red'", "Try 'openpolicy serve --help'.");
    }

    @Test
    void the_page_of_the_settings_is_what_the_command_config_prints() throws Exception {
        Path page = Path.of("..", "docs", "guide", "configuration.md");
        assertThat(SettingsReference.markdown(AppSettings.all()))
                .as(
                        "renew it: java -jar openpolicy-server/target/openpolicy-server.jar config > docs/guide/configuration.md")
                .isEqualTo(Files.readString(page));
    }

    @Test
    void wrong_settings_of_file_environment_and_flags_are_told_at_once() throws Exception {
        Path file = Files.writeString(scratch.resolve("server.properties"), "server.prot=1\nimport.max-claims=none\n");
        Map<String, String> environment = Map.of(
                "OPENPOLICY_SERVER_HEAD_TIMEOUT", "soon",
                "OPENPOLICY_SERVER_COLOUR", "red",
                "OPENPOLICY_SERVICE_HOST", "10.0.0.1");
        try (Child child = Child.run(
                scratch, environment, "serve", "--config=" + file, "--port=99999", "--set", "api.usual-limit=0")) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines())
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).startsWith("openpolicy: "))
                    .anySatisfy(line -> assertThat(line).contains("server.port is '99999'", "on the command line"))
                    .anySatisfy(line -> assertThat(line).contains("no setting server.prot", "server.properties"))
                    .anySatisfy(line -> assertThat(line).contains("import.max-claims is 'none'"))
                    .anySatisfy(
                            line -> assertThat(line).contains("server.head-timeout is 'soon'", "in the environment"))
                    .anySatisfy(line -> assertThat(line).contains("OPENPOLICY_SERVER_COLOUR"))
                    .anySatisfy(line -> assertThat(line).contains("api.usual-limit is '0'", "--set"));
        }
    }

    @Test
    void a_taken_port_is_told_before_anything_is_started() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Child child = Child.run(
                        scratch, "serve", "--port=" + taken.getLocalPort(), "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines()).singleElement().asString().contains("cannot listen at 127.0.0.1:");
            assertThat(scratch.resolve("data")).doesNotExist();
        }
    }

    @Test
    void a_data_directory_that_is_none_is_told_in_one_line() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "not a directory");
        try (Child child = Child.run(scratch, "serve", "--port=0", "--data-dir=" + file.resolve("below"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines()).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void a_database_that_cannot_be_reached_is_told_in_one_line() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + Child.freePort() + "/none";
        try (Child child =
                Child.run(scratch, "migrate", "--set", "database.urls=" + url, "--set", "database.start-patience=0s")) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines())
                    .singleElement()
                    .asString()
                    .contains("the database " + url + " cannot be reached");
        }
    }

    @Test
    void what_is_not_there_cannot_be_imported() throws Exception {
        try (Child child = Child.run(
                scratch, "import", scratch.resolve("nothing").toString(), "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines()).singleElement().asString().contains("nothing can be imported from");
            assertThat(scratch.resolve("data")).doesNotExist();
        }
    }

    @Test
    void only_the_sites_of_parliament_are_visited() throws Exception {
        try (Child child = Child.run(
                scratch, "import", "https://example.org/votes.xml", "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines()).singleElement().asString().contains("example.org", "ourcommons.ca");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply"})
    void topics_without_a_kafka_are_told_in_one_line(String command) throws Exception {
        try (Child child = Child.run(scratch, "topics", command)) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines()).singleElement().asString().contains("kafka.bootstrap-servers");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cache.staleness=500ms, cache.idle",
        "redis.beat=1s, cache.staleness",
        "redis.nodes=nowhere, redis.nodes",
        "redis.nodes=127.0.0.1:9 --with=redis, engines.with",
        "s3.bucket=answers --with=s3, engines.with",
        "s3.access-key=me, s3.secret-key",
        "s3.endpoint=here, s3.endpoint"
    })
    void settings_of_what_is_kept_that_cannot_work_stop_the_start(String settings, String named) throws Exception {
        String[] all = settings.split(" ", -1);
        List<String> arguments = new ArrayList<>(List.of("serve", "--port=0", "--set=" + all[0]));
        arguments.addAll(List.of(all).subList(1, all.length));
        arguments.add("--data-dir=" + scratch.resolve("data"));
        try (Child child = Child.run(scratch, arguments.toArray(String[]::new))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err()).contains(named).doesNotContain("Exception");
            assertThat(scratch.resolve("data")).doesNotExist();
        }
    }

    @Test
    void where_answers_are_kept_is_told_also_where_it_does_not_answer() throws Exception {
        try (Child child = Child.run(
                scratch, "cache", "status", "--set=redis.nodes=127.0.0.1:9", "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.out()).contains("memory: 67108864 bytes", "redis: cannot be reached", "s3: not named");
        }
    }

    @Test
    void slots_are_moved_to_a_new_shard_and_back_and_away() throws Exception {
        assertShards("two shards to begin with", "status", "s0: 8192 slots", "s1: 8192 slots", "never moved");
        String three = "--set=database.embedded-shards=3";
        assertShards("a plan", "plan", three, "s1 -> s2: 2731 slots", "5461 of 16384 slots");
        assertShards("there", "move", three, "moved", "batches arrived");
        assertShards("shown", "status", three, "s2: 5461 slots", "move 1: moved");
        assertShards("compared", "verify", three, "nothing differs");
        assertShards("back", "rollback", three, "move 1: returned, 0 of");
        assertShards("for good", "clean", three, "move 1: cleaned");
        assertShards("as before", "status", three, "s0: 8192 slots", "s2: not in the map");
        assertShards("a slot alone", "move", three, "--weight=s2=0", "--pin=4711=s2", "1 of 16384 slots", "moved");
        assertShards("with a shard of its own", "status", three, "s0: 8191 slots", "s2: 1 slots");
    }

    private void assertShards(String what, String command, String... flagsAndLines) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("shards", command, "--data-dir=" + scratch.resolve("data")));
        Stream.of(flagsAndLines).filter(each -> each.startsWith("--")).forEach(arguments::add);
        try (Child child = Child.run(scratch, arguments.toArray(String[]::new))) {
            assertThat(child.exit())
                    .as("%s: %s %s", what, child.out(), child.err())
                    .isZero();
            assertThat(child.out())
                    .as(what)
                    .contains(Stream.of(flagsAndLines)
                            .filter(each -> !each.startsWith("--"))
                            .toList());
        }
    }

    @Test
    void what_cannot_be_moved_is_told_in_one_line() throws Exception {
        String[] wishes = {"--weight=s9=1", "--weight=s0=0,s1=0", "--pin=16384=s0", "--by-load"};
        for (String wish : wishes) {
            try (Child child = Child.run(scratch, "shards", "plan", wish, "--data-dir=" + scratch.resolve("data"))) {
                assertThat(child.exit()).as(wish).isEqualTo(1);
                assertThat(child.err().lines()).as(wish).isNotEmpty();
                assertThat(child.err()).as(wish).doesNotContain("Exception");
            }
        }
        try (Child child = Child.run(scratch, "shards", "resume", "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err()).contains("slots were never moved").doesNotContain("Exception");
        }
    }

    @Test
    void one_kafka_is_enough() throws Exception {
        try (Child child = Child.run(
                scratch,
                "serve",
                "--port=0",
                "--with=kafka",
                "--set=kafka.bootstrap-servers=127.0.0.1:9",
                "--data-dir=" + scratch.resolve("data"))) {
            assertThat(child.exit()).isEqualTo(1);
            assertThat(child.err().lines())
                    .singleElement()
                    .asString()
                    .contains("kafka.bootstrap-servers", "engines.with");
            assertThat(scratch.resolve("data")).doesNotExist();
        }
    }

    @Test
    void an_import_that_rejects_a_file_ends_with_2_and_keeps_the_rest() throws Exception {
        Path files = Files.createDirectory(scratch.resolve("files"));
        Files.writeString(files.resolve("README.md"), "Nothing to import.\n");
        String data = "--data-dir=" + scratch.resolve("data");
        try (Child first = Child.run(scratch, "import", files.toString(), data)) {
            assertThat(first.exit()).as(first.out() + first.err()).isZero();
            assertThat(first.out()).contains("0 rejected, 1 warnings");
        }
        Files.writeString(files.resolve("votes.xml"), "<?xml version=\"1.0\"?><ArrayOfVote><Vote>");
        try (Child second = Child.run(scratch, "import", files.toString(), data)) {
            assertThat(second.exit()).as(second.out() + second.err()).isEqualTo(2);
            assertThat(second.out()).contains("rejected: votes.xml");
        }
        try (Child status = Child.run(scratch, "status", data)) {
            assertThat(status.exit()).as(status.err()).isZero();
            assertThat(status.out()).contains("shard s0: answers", "shard s1: answers", "succeeded with rejections");
        }
    }

    @Test
    void a_terminated_server_takes_postgresql_along_and_a_killed_one_is_recovered() throws Exception {
        int port = Child.freePort();
        Path data = scratch.resolve("data");
        String[] serve = {"serve", "--port=" + port, "--data-dir=" + data, "--import=", "--set=shards.heat-interval=1s"
        };
        try (Child killed = Child.run(scratch, serve)) {
            killed.awaitAnswer(port, "/ready", 200);
            try (Child second = Child.run(scratch, "migrate", "--data-dir=" + data)) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.err().lines()).singleElement().asString().contains(data.toString());
            }
            try (Child beside = Child.run(scratch, "status", "--data-dir=" + data)) {
                assertThat(beside.exit()).as(beside.err()).isZero();
                assertThat(beside.out()).contains("shard s0: answers", "shard s1: answers");
            }
            try (Child beside = Child.run(scratch, "events", "status", "--data-dir=" + data)) {
                assertThat(beside.exit()).as(beside.err()).isZero();
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertLoad(data));
            killed.kill();
        }
        assertThat(Child.processesIn(data)).as("PostgreSQL outlives a kill").isPositive();
        try (Child again = Child.run(scratch, serve)) {
            again.awaitAnswer(port, "/ready", 200);
            assertThat(Child.ask(port, "/api/v1/bills/zz/3-1/C-2")).isEqualTo(200);
            again.terminate();
            assertThat(again.exit()).isEqualTo(143);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> Child.processesIn(data) == 0);
    }

    private void assertLoad(Path data) throws Exception {
        try (Child plan = Child.run(scratch, "shards", "plan", "--by-load", "--data-dir=" + data)) {
            assertThat(plan.exit()).as(plan.err()).isZero();
            assertThat(plan.out()).contains("of 16384 slots", "s0 bears ", "s1 bears ", " is the hottest, with ");
        }
    }
}
