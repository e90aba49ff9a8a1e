// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import ca.openpolicy.verification.ServerProcess;
import ca.openpolicy.verification.cache.Questions.Question;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;

/** All of an answer that does not name the moment. */
record Seen(int status, List<String> headers, String body) {
    private static final List<String> NAMES =
            List.of("ETag", "Content-Type", "Content-Encoding", "Link", "Last-Modified", "Vary", "Cache-Control");

    static Seen of(HttpClient client, ServerProcess server, Question question)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + question.path()));
        question.headers().forEach(request::header);
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 400) {
            return new Seen(answer.statusCode(), List.of(), "");
        }
        List<String> headers = NAMES.stream()
                .map(name -> name + ": " + answer.headers().firstValue(name).orElse(""))
                .toList();
        return new Seen(answer.statusCode(), headers, Base64.getEncoder().encodeToString(answer.body()));
    }
}
