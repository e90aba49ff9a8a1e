// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What operators and receivers see of a server that sends its events to Kafka. */
@Timeout(600)
@ResourceLock("the world of EventsServedTest")
class EventsServedTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern LAG =
            Pattern.compile("openpolicy_events_lag_seconds\\{relay=\"kafka\",stream=\"s\\d\"} (\\S+)");

    private static EventWorld world;
    private static HttpClient client;

    @BeforeAll
    static void begin() throws Exception {
        world = new EventWorld();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void end() throws IOException {
        client.close();
        world.close();
    }

    @Test
    void a_request_and_the_event_that_is_taken_belong_to_one_trace() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(post("C-1", "00-" + trace + "-00f067aa0ba902b7-01")).isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() -> !world.query(
                                "select type from taken where traceparent like '00-" + trace + "-%'",
                                row -> row.getString(1))
                        .isEmpty());
    }

    @Test
    void while_kafka_is_away_writes_go_on_and_the_lag_grows_until_it_is_back() throws Exception {
        world.kafka().kill();
        assertThat(post("C-2", "")).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> lag() > 2);
        assertThat(world.server().get("/ready").toString()).contains("late: ", "\"status\":\"UP\"");
        assertThat(post("C-3", "")).isEqualTo(201);
        world.kafka().restart();
        await().atMost(PATIENCE).until(() -> lag() == 0);
    }

    @Test
    void topics_that_differ_are_told_and_left_until_somebody_applies() throws Exception {
        setRetention("60000");
        assertThat(world.command("topics", "plan").waitFor()).isZero();
        assertThat(world.said("topics-plan")).contains("~ vote.events: retention.ms is 60000, to be 604800000");
        world.restartServer();
        await().atMost(PATIENCE).until(() -> world.server().log().contains("vote.events: retention.ms is 60000"));
        assertThat(world.command("topics", "apply").waitFor()).isZero();
        assertThat(world.command("topics", "plan").waitFor()).isZero();
        assertThat(world.said("topics-plan")).endsWith("the topics are as declared\n");
    }

    @Test
    void events_can_be_sent_again_from_the_command_line() throws Exception {
        await().atMost(PATIENCE).until(() -> lag() == 0);
        long records = records();
        assertThat(world.command("events", "replay", "--relay=kafka", "--stream=s0", "--after=0")
                        .waitFor())
                .isZero();
        await().atMost(PATIENCE).until(() -> records() > records);
        await().atMost(PATIENCE).until(() -> lag() == 0);
        assertThat(world.command("events", "status").waitFor()).isZero();
        assertThat(world.said("events-status")).contains("kafka s0: at ", "kafka s1: at ", "being sent");
        assertThat(world.command("events", "parked", "--relay=kafka").waitFor()).isZero();
        assertThat(world.said("events-parked---relay=kafka")).isEmpty();
    }

    /** Where the topic of bills ends, all partitions together. */
    private static long records() throws Exception {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 12)
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition("bill.events", i), i -> OffsetSpec.latest()));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private static void setRetention(String millis) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "vote.events");
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    /** The longest of all streams, by the server's own word. */
    private static double lag() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/metrics")).build();
        Matcher found = LAG.matcher(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        double longest = -1;
        while (found.find()) {
            longest = Math.max(longest, Double.parseDouble(found.group(1)));
        }
        return longest;
    }

    private static int post(String number, String traceparent) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/v1/bills"))
                .header("Authorization", "Bearer " + world.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jurisdiction\":\"zz\",\"session\":\"9-9\",\"number\":\""
                        + number + "\",\"title\":{\"en\":\"Told\",\"fr\":null}}"));
        if (!traceparent.isEmpty()) {
            request.header("traceparent", traceparent);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + world.server().port() + path);
    }
}
