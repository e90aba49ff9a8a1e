// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.placement;

import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.verification.RealData;
import ca.openpolicy.verification.ServerProcess;
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
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Makes and changes bills of its own through one server, and looks at those of all. */
final class Clerk implements Runnable {
    private static final String BILLS = "/api/v1/bills";
    private static final Duration PAUSE = Duration.ofMillis(RealData.ENDURANCE ? 8 : 40);
    private static final Duration AGAIN = Duration.ofMillis(50);

    /** Longer than any server is frozen: what it does when it wakes is to be seen. */
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final HttpClient client;
    private final ServerProcess server;
    private final String name;
    private final String token;
    private final SessionKey session;
    private final int creations;
    private final int number;
    private final Random random;
    private final Ledger ledger;
    private final Shift shift;
    private final List<Written> bills = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private int count;

    /** A bill as it was last acknowledged. */
    private record Written(Ledger.Entry entry, String etag) {}

    /**
     * Of one server.
     *
     * @param creations how many of a hundred steps make a new bill
     */
    Clerk(
            HttpClient client,
            ServerProcess server,
            String token,
            SessionKey session,
            int number,
            int creations,
            Ledger ledger,
            Shift shift) {
        this.client = client;
        this.server = server;
        this.name = "server " + server.port();
        this.token = token;
        this.session = session;
        this.creations = creations;
        this.number = number;
        this.random = new Random(61 + number + 1_000L * session.session());
        this.ledger = ledger;
        this.shift = shift;
    }

    @Override
    public void run() {
        try {
            while (!shift.isOver()) {
                shift.work(this::step);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            ledger.fault("a clerk of " + name + " ended with " + e);
        }
    }

    /** At what everybody has written, too. */
    void lookAtAll() {
        try {
            for (Ledger.Entry entry : ledger.entries()) {
                look(entry);
            }
            count();
        } catch (IOException | InterruptedException | RuntimeException e) {
            ledger.fault("a last look through " + name + " ended with " + e);
        }
    }

    private void step() throws IOException, InterruptedException {
        int die = random.nextInt(100);
        if (bills.isEmpty() || die < creations) {
            create();
        } else if (die < creations + 40) {
            change(random.nextInt(bills.size()));
        } else if (die < 97) {
            List<Ledger.Entry> all = List.copyOf(ledger.entries());
            look(all.get(random.nextInt(all.size())));
        } else {
            count();
        }
        answered.incrementAndGet();
    }

    /** How many steps it has done. */
    long answered() {
        return answered.get();
    }

    private void create() throws IOException, InterruptedException {
        count++;
        String bill = "C-" + (number * 10_000 + count);
        Ledger.Entry entry = ledger.open(
                BILLS + "/" + session.canonical() + "/" + bill,
                BillKey.of(session, bill).id());
        String body = "{\"jurisdiction\":\"" + session.jurisdiction().canonical() + "\",\"session\":\""
                + session.parliament() + "-" + session.session() + "\",\"number\":\"" + bill
                + "\",\"title\":{\"en\":\"Written 0\",\"fr\":null}}";
        HttpResponse<String> answer = write(entry, BILLS, "POST", "application/json", "", body);
        if (answer.statusCode() == 201) {
            acknowledge(bills.size(), entry, answer);
        } else {
            refused(entry, answer);
        }
    }

    private void change(int index) throws IOException, InterruptedException {
        Written bill = bills.get(index);
        String body = "{\"title\":{\"en\":\"Written " + bill.entry().acknowledged() + "\"}}";
        HttpResponse<String> answer =
                write(bill.entry(), bill.entry().path(), "PATCH", "application/merge-patch+json", bill.etag(), body);
        if (answer.statusCode() == 200) {
            acknowledge(index, bill.entry(), answer);
        } else {
            bills.remove(index);
            refused(bill.entry(), answer);
        }
    }

    private void acknowledge(int index, Ledger.Entry entry, HttpResponse<String> answer) {
        ledger.acknowledge(entry, version(answer));
        Written written = new Written(entry, answer.headers().firstValue("etag").orElseThrow());
        if (index == bills.size()) {
            bills.add(written);
        } else {
            bills.set(index, written);
        }
    }

    /** Nobody else writes it, so that whoever is refused has lost what was there. */
    private void refused(Ledger.Entry entry, HttpResponse<String> answer) {
        ledger.fault("lost: a write of " + entry.path() + " at version " + entry.acknowledged() + " got "
                + answer.statusCode() + " " + answer.body() + " through " + name);
    }

    private void look(Ledger.Entry entry) throws IOException, InterruptedException {
        Ledger.Look look = ledger.look(entry);
        HttpResponse<String> answer = answered(request(entry.path()).GET());
        switch (answer.statusCode()) {
            case 200 -> look.saw(version(answer), name);
            case 404 -> look.saw(0, name);
            default -> ledger.fault("a look at " + entry.path() + " got " + answer.statusCode() + " " + answer.body());
        }
    }

    private void count() throws IOException, InterruptedException {
        String bills = BILLS + "/" + session.canonical();
        long least = ledger.certain(bills);
        HttpResponse<String> answer = answered(request(BILLS + "?limit=1&count=true&jurisdiction="
                        + session.jurisdiction().canonical() + "&session=" + session.parliament() + "-"
                        + session.session())
                .GET());
        if (answer.statusCode() == 200) {
            long total =
                    json(answer).getJsonObject("page").getJsonNumber("total").longValueExact();
            ledger.counted(least, total, ledger.possible(bills), name);
        } else {
            ledger.fault("a count got " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> write(
            Ledger.Entry entry, String path, String method, String type, String etag, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Idempotency-Key", "\"" + Long.toHexString(random.nextLong()) + "\"")
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        ledger.begin(entry);
        return answered(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    /** Asks until there is an answer that says what came of it. */
    private HttpResponse<String> answered(HttpRequest.Builder request) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean again = answer.statusCode() == 503
                    || (answer.statusCode() == 409
                            && answer.headers().firstValue("retry-after").isPresent());
            if (!again) {
                return answer;
            }
            ledger.repeat();
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    private static long version(HttpResponse<String> answer) {
        JsonObject body = json(answer);
        JsonObject data = body.containsKey("data") ? body.getJsonObject("data") : body;
        return data.getJsonNumber("version").longValueExact();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
