// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;

/** Writes bills over HTTP by chance: makes them, changes them, takes them away and what it has overridden. */
final class Editor {
    private final HttpClient client;
    private final ServerProcess server;
    private final String token;
    private final Random random;
    private int count;

    Editor(HttpClient client, ServerProcess server, String token, Random random) {
        this.client = client;
        this.server = server;
        this.token = token;
        this.random = random;
    }

    /** Writes one; tells how it was answered. What was refused has changed nothing, and is as good. */
    String change() throws IOException, InterruptedException {
        int number = 1 + random.nextInt(Diet.BILLS);
        String path = "/api/v1/bills/" + Diet.bill(number).canonical();
        HttpResponse<String> now = client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        if (now.statusCode() != 200) {
            return said("POST C-" + number, send("/api/v1/bills", "POST", "application/json", "", draft(number)));
        }
        String tag = now.headers().firstValue("ETag").orElseThrow();
        return switch (random.nextInt(8)) {
            case 0 -> said("DELETE " + path, send(path, "DELETE", "", tag, ""));
            case 1 -> said("DELETE " + path + "/overrides", send(path + "/overrides", "DELETE", "", tag, ""));
            case 2 -> said("PUT " + path, send(path, "PUT", "application/json", tag, replacement()));
            default -> said("PATCH " + path, send(path, "PATCH", "application/merge-patch+json", tag, patch()));
        };
    }

    private static String said(String what, HttpResponse<String> answer) {
        if (answer.statusCode() >= 500) {
            throw new IllegalStateException(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return what + " (" + answer.statusCode() + ")";
    }

    private String draft(int number) {
        count++;
        return "{\"jurisdiction\":\"yy\",\"session\":\"3-1\",\"number\":\"C-" + number + "\",\"title\":{\"en\":\"Made "
                + count + "\",\"fr\":null}}";
    }

    private String replacement() {
        count++;
        return "{\"title\":{\"en\":\"Anew " + count + "\",\"fr\":\"De nouveau\"}}";
    }

    private String patch() {
        count++;
        return random.nextBoolean()
                ? "{\"title\":{\"en\":\"Changed " + count + "\"}}"
                : "{\"sponsor\":{\"key\":\"yy/" + (1 + random.nextInt(Diet.MEMBERS)) + "\",\"name\":\"S " + count
                        + "\"}}";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(String path, String method, String type, String tag, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!tag.isEmpty()) {
            request.header("If-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
