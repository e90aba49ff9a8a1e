// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Gets what is at an address. */
interface Asker {
    Answer get(String path) throws IOException, InterruptedException;

    /** To be closed by whoever takes it. */
    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Asks a server of this machine. */
    static Asker at(HttpClient client, int port) {
        return path -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofMinutes(2))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    path,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Link").orElse(""),
                    response.body());
        };
    }
}
