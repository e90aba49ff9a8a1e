// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.events;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Writes bills of its own over HTTP, one request after the other, and repeats each under its key until it has an
 * answer.
 */
final class BillWriter implements Runnable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String BILLS = "/api/v1/bills";

    private final int number;
    private final Random random;
    private final HttpClient client;
    private final EventWorld world;
    private final String token;
    private final Journal journal;
    private final BooleanSupplier done;
    private final BooleanSupplier dying;
    private final List<Written> bills = new ArrayList<>();
    private int count;

    /** A bill as it was last acknowledged. */
    private record Written(String number, String id, long version, String etag) {}

    BillWriter(
            int number,
            long seed,
            HttpClient client,
            EventWorld world,
            Journal journal,
            BooleanSupplier done,
            BooleanSupplier dying)
            throws IOException {
        this.number = number;
        this.random = new Random(seed + number);
        this.client = client;
        this.world = world;
        this.token = world.token();
        this.journal = journal;
        this.done = done;
        this.dying = dying;
    }

    @Override
    public void run() {
        try {
            while (!done.getAsBoolean()) {
                int die = random.nextInt(100);
                if (bills.isEmpty() || die < 15) {
                    create();
                } else if (die < 90) {
                    change(random.nextInt(bills.size()));
                } else if (die < 95) {
                    refused(bills.get(random.nextInt(bills.size())));
                } else {
                    delete(random.nextInt(bills.size()));
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            journal.refuse("a writer ended with " + e);
        }
    }

    private void create() throws IOException, InterruptedException {
        count++;
        String name = "C-" + (number * 1_000 + count % 1_000) + suffix(count / 1_000);
        HttpResponse<String> answer = answered(request(
                        BILLS,
                        "POST",
                        "{\"jurisdiction\":\"zz\",\"session\":\"9-9\",\"number\":\"" + name
                                + "\",\"title\":{\"en\":\"Written 0\",\"fr\":null}}")
                .header("Content-Type", "application/json"));
        note(name, answer, 201).ifPresent(bills::add);
    }

    private static String suffix(int rounds) {
        return rounds == 0 ? "" : String.valueOf((char) ('A' + rounds - 1));
    }

    private void change(int index) throws IOException, InterruptedException {
        Written bill = bills.get(index);
        HttpResponse<String> answer =
                answered(request(path(bill), "PATCH", "{\"title\":{\"en\":\"Written " + bill.version() + "\"}}")
                        .header("Content-Type", "application/merge-patch+json")
                        .header("If-Match", bill.etag()));
        note(bill.number(), answer, 200).ifPresent(next -> bills.set(index, next));
    }

    /** What is refused must not be told. */
    private void refused(Written bill) throws IOException, InterruptedException {
        HttpResponse<String> answer = answered(request(path(bill), "PATCH", "{\"title\":{\"en\":\"Refused\"}}")
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", "\"somethingelse\""));
        if (answer.statusCode() != 412) {
            journal.refuse("a write that should be refused got " + answer.statusCode() + " " + answer.body());
        }
    }

    private void delete(int index) throws IOException, InterruptedException {
        Written bill = bills.remove(index);
        HttpResponse<String> answer = answered(request(path(bill), "DELETE", "").header("If-Match", bill.etag()));
        if (answer.statusCode() == 204) {
            journal.acknowledge(new Told(bill.id(), bill.version() + 1));
        } else {
            journal.refuse("a deletion got " + answer.statusCode() + " " + answer.body());
        }
    }

    private Optional<Written> note(String name, HttpResponse<String> answer, int wanted) {
        if (answer.statusCode() != wanted) {
            journal.refuse("a write of " + name + " got " + answer.statusCode() + " " + answer.body());
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject bill = reader.readObject();
            JsonObject data = bill.containsKey("data") ? bill.getJsonObject("data") : bill;
            Written written = new Written(
                    name,
                    data.getString("id"),
                    data.getJsonNumber("version").longValueExact(),
                    answer.headers().firstValue("etag").orElseThrow());
            journal.acknowledge(new Told(written.id(), written.version()));
            return Optional.of(written);
        }
    }

    private static String path(Written bill) {
        return BILLS + "/zz/9-9/" + bill.number();
    }

    private HttpRequest.Builder request(String path, String method, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "\"" + Long.toHexString(random.nextLong()) + "\"")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    /** Whatever the server that asks is at that moment; a server that lives must take the write. */
    private HttpResponse<String> answered(HttpRequest.Builder request) throws InterruptedException {
        URI given = request.build().uri();
        while (true) {
            boolean mayFail = dying.getAsBoolean();
            String failure;
            try {
                URI uri = URI.create("http://127.0.0.1:" + world.server().port() + given.getPath());
                HttpResponse<String> answer =
                        client.send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString());
                boolean again = answer.statusCode() == 503
                        || (answer.statusCode() == 409
                                && answer.headers().firstValue("retry-after").isPresent());
                if (!again) {
                    return answer;
                }
                failure = answer.statusCode() + " " + answer.body();
            } catch (IOException e) {
                failure = e.toString();
            }
            if (!mayFail && !dying.getAsBoolean()) {
                journal.refuse("a server that lives answered " + failure);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
