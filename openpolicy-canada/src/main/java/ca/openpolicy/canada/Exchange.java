// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer, within the limits of time and size. */
final class Exchange implements AutoCloseable {
    static final int OK = 200;
    private static final long MAX_ERROR_BODY = 1024 * 1024;

    private final CanadaSiteSettings settings;
    private final HttpClient client;

    Exchange(CanadaSiteSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** Asks once; a body of status 200 is written into the file, any other is thrown away. */
    HttpResponse<Optional<Path>> ask(URI address, Optional<Kept.Entry> before, Path into, long most)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Optional<Path>>> future =
                client.sendAsync(request(address, before), info -> subscriber(info, into, most));
        try {
            return future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            future.cancel(true);
            throw new IOException("took longer than " + settings.timeout() + Refusal.limit("timeout"), slow);
        } catch (InterruptedException stopped) {
            future.cancel(true);
            throw stopped;
        } catch (ExecutionException failed) {
            throw ioException(failed);
        }
    }

    private HttpRequest request(URI address, Optional<Kept.Entry> before) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("User-Agent", settings.userAgent())
                .header("Accept", "application/json, application/xml, text/xml, text/csv, */*;q=0.1");
        before.flatMap(Kept.Entry::etag).ifPresent(etag -> request.header("If-None-Match", etag));
        before.flatMap(Kept.Entry::lastModified).ifPresent(time -> request.header("If-Modified-Since", time));
        return request.GET().build();
    }

    private static BodySubscriber<Optional<Path>> subscriber(HttpResponse.ResponseInfo info, Path into, long most) {
        if (info.statusCode() != OK) {
            return new LimitedBody<>(BodySubscribers.replacing(Optional.empty()), MAX_ERROR_BODY);
        }
        BodySubscriber<Path> file = BodySubscribers.ofFile(into, StandardOpenOption.WRITE);
        return BodySubscribers.mapping(new LimitedBody<>(file, most), Optional::of);
    }

    private static IOException ioException(ExecutionException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitedBody.TooLargeException large) {
                return large;
            }
        }
        return failed.getCause() instanceof IOException io ? io : new IOException(Refusal.reason(failed), failed);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
