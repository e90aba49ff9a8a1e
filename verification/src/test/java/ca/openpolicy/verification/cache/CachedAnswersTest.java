// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
import ca.openpolicy.verification.cache.Questions.Question;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that keeps its answers answers as one that makes each anew, whatever was asked and whatever has changed. */
@Timeout(1_200)
@ResourceLock("the world of CachedAnswersTest")
@ResourceLock("many processes")
class CachedAnswersTest {
    private static final int CHANGES = RealData.ENDURANCE ? 1_000 : 60;
    private static final int ASKED_AFTER_EACH = 12;
    /** The bound of staleness is two seconds; a busy machine has ten times as long. */
    private static final Duration BOUND = Duration.ofSeconds(RealData.ENDURANCE ? 2 : 20);

    private static final Pattern HITS = Pattern.compile(
            "openpolicy_cache_results_total\\{cache=\"answers\",result=\"hit\",tier=\"memory\"} (\\S+)");

    private static CachedWorld world;
    private static HttpClient client;
    private static ServerProcess cached;
    private static ServerProcess bare;

    @BeforeAll
    static void begin() throws Exception {
        world = new CachedWorld();
        client = HttpClient.newHttpClient();
        cached = world.server("cached");
        bare = world.server("bare", "cache.memory-bytes=0", "events.relay=false");
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        world.close();
    }

    @Test
    void what_is_kept_is_what_would_be_made_anew_after_any_change() throws Exception {
        long seed = 20_261_123;
        Random random = new Random(seed);
        Diet diet = new Diet(world.archive(), random);
        Editor editor = new Editor(client, cached, world.token(), random);
        Questions questions = new Questions(random);
        diet.begin();
        List<Question> known = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            boolean here = random.nextBoolean();
            String what = here ? editor.change() : diet.change();
            for (int j = 0; j < ASKED_AFTER_EACH; j++) {
                Question question = known.isEmpty() || random.nextInt(3) == 0
                        ? questions.next()
                        : known.get(random.nextInt(known.size()));
                known.add(question);
                String about = "seed " + seed + ", change " + i + ": " + what + "; " + question;
                if (here && !question.path().contains("vote_summary")) {
                    assertThat(ask(cached, question)).as(about).isEqualTo(ask(bare, question));
                } else {
                    await(about)
                            .atMost(BOUND)
                            .pollInterval(Duration.ofMillis(20))
                            .untilAsserted(() ->
                                    assertThat(ask(cached, question)).as(about).isEqualTo(ask(bare, question)));
                }
            }
        }
        assertThat(hits()).isGreaterThan(CHANGES);
    }

    @Test
    void a_change_of_which_nobody_tells_is_seen_by_this_comparison_and_gone_when_an_operator_evicts() throws Exception {
        Random random = new Random(5);
        new Diet(world.archive(), random).begin();
        Diet silent = new Diet(world.silentArchive(), random);
        Question question = new Question("/api/v1/votes?jurisdiction=yy&include=ballots", Map.of());
        // what was told before may still be on its way, and hide that nothing is told
        await().atMost(BOUND).until(() -> {
            Seen unused = ask(cached, question);
            for (int number = 1; number <= Diet.VOTES; number++) {
                silent.division(number);
            }
            return !ask(cached, question).equals(ask(bare, question));
        });
        assertThat(world.command("cache", "evict")).isZero();
        await().atMost(BOUND).until(() -> ask(cached, question).equals(ask(bare, question)));
    }

    @Test
    void a_change_is_seen_while_somebody_else_is_still_writing() throws Exception {
        Random random = new Random(6);
        Diet diet = new Diet(world.archive(), random);
        diet.begin();
        Question question = new Question("/api/v1/votes?jurisdiction=yy&include=ballots", Map.of());
        try (CachedWorld.Writing writing = world.writing()) {
            assertThat(writing.connections()).isNotEmpty();
            for (int number = 1; number <= Diet.VOTES; number++) {
                Seen before = ask(cached, question);
                diet.division(number);
                await().atMost(BOUND)
                        .until(() -> ask(cached, question).equals(ask(bare, question))
                                || before.equals(ask(bare, question)));
            }
            await().atMost(BOUND).until(() -> ask(cached, question).equals(ask(bare, question)));
        }
    }

    /** How many answers came out of memory, by the server's own word. */
    private static double hits() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cached.port() + "/metrics"))
                .build();
        Matcher found = HITS.matcher(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static Seen ask(ServerProcess server, Question question) throws IOException, InterruptedException {
        return Seen.of(client, server, question);
    }
}
