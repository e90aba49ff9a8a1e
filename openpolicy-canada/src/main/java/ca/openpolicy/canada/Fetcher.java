// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches documents politely: one at a time, with a pause between, only from allowed hosts, again when that may help,
 * and not at all when the site says that nothing changed. Safe for use by many threads, which then wait for each other.
 */
final class Fetcher implements AutoCloseable {
    private static final int NOT_MODIFIED = 304;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final CanadaSiteSettings settings;
    private final long maxFileSizeBytes;
    private final Ambient ambient;
    private final Sleeper sleeper;
    private final Kept kept;
    private final Exchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<URI, Path> fetched = new HashMap<>();
    private Optional<Instant> last = Optional.empty();
    private long total;

    /** What came of one request. */
    private sealed interface Outcome {}

    /** A body, fresh or kept. */
    private record Body(Path path) implements Outcome {}

    /** It is somewhere else. */
    private record Elsewhere(URI address) implements Outcome {}

    /** A failure that may pass; of this document only, or of the site. */
    private record Failure(String what, Optional<Duration> pause, IOException cause, boolean ofThisDocument)
            implements Outcome {}

    Fetcher(CanadaSiteSettings settings, long maxFileSizeBytes, Ambient ambient, Sleeper sleeper) {
        this.settings = settings;
        this.maxFileSizeBytes = maxFileSizeBytes;
        this.ambient = ambient;
        this.sleeper = sleeper;
        this.kept = new Kept(settings.cache(), settings.maxCacheBytes());
        this.exchange = new Exchange(settings);
    }

    /** Forgets which documents are fresh: a new import begins. */
    void begin() {
        lock.lock();
        try {
            fetched.clear();
            total = 0;
        } finally {
            lock.unlock();
        }
    }

    /** The body of a document, fetched at most once an import. */
    Path fetch(URI address) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Path known = fetched.get(address);
            if (known != null && Files.isRegularFile(known)) {
                return known;
            }
            Path body = follow(address);
            fetched.put(address, body);
            return body;
        } finally {
            lock.unlock();
        }
    }

    private Path follow(URI address) throws InterruptedException {
        URI at = allowed(address, address);
        for (int hops = 0; hops <= settings.maxRedirects(); hops++) {
            switch (persistently(at)) {
                case Body body -> {
                    return body.path();
                }
                case Elsewhere elsewhere -> at = allowed(at, elsewhere.address());
                case Failure failure -> throw givenUp(at, failure);
            }
        }
        throw new RejectedException(
                "too-many-redirects",
                0,
                address + " redirects more than " + settings.maxRedirects() + " times"
                        + Refusal.limit("max-redirects"));
    }

    /** Only to allowed hosts, and never from https to http. */
    private URI allowed(URI from, URI to) {
        String scheme = String.valueOf(to.getScheme());
        boolean safe = scheme.equals("https") || (scheme.equals("http") && scheme.equals(from.getScheme()));
        String host = String.valueOf(to.getHost());
        if (!safe || to.getUserInfo() != null || !settings.allowedHosts().contains(host)) {
            throw refusedRedirect(from, to.toString());
        }
        return to;
    }

    private static RejectedException refusedRedirect(URI from, String to) {
        return new RejectedException(
                "redirect-refused", 0, from + " leads to " + Shown.of(to) + ", which is not allowed");
    }

    private static RuntimeException givenUp(URI address, Failure failure) {
        String message = address + ": " + failure.what();
        return failure.ofThisDocument()
                ? new RejectedException("http-status", 0, message)
                : new UnavailableException(message, failure.pause().orElse(Duration.ofMinutes(1)), failure.cause());
    }

    /** Asks until it succeeds, or repeating makes no sense any more. */
    private Outcome persistently(URI address) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Outcome outcome = once(address);
            if (!(outcome instanceof Failure failure)) {
                return outcome;
            }
            Duration pause = failure.pause().orElse(backoff(attempt));
            if (attempt >= settings.retries() || pause.compareTo(settings.maxWait()) > 0) {
                return outcome;
            }
            sleeper.sleep(pause);
        }
    }

    /** The base time doubled with each attempt, of which chance takes away up to a half. */
    private Duration backoff(int attempt) {
        Duration full = settings.backoff().multipliedBy(1L << Math.min(attempt, 20));
        Duration bounded = full.compareTo(settings.maxWait()) > 0 ? settings.maxWait() : full;
        long half = bounded.toMillis() / 2;
        return Duration.ofMillis(half + (long) (half * ambient.random().nextDouble()));
    }

    private Outcome once(URI address) throws InterruptedException {
        pause();
        try {
            return asked(address);
        } catch (LimitedBody.TooLargeException large) {
            throw large.most() < maxFileSizeBytes ? tooMuch() : Utf8Reader.tooLarge(maxFileSizeBytes);
        } catch (IOException broken) {
            String what = "cannot be fetched: " + Refusal.reason(broken);
            return new Failure(what, Optional.empty(), broken, false);
        } finally {
            last = Optional.of(ambient.clock().instant());
        }
    }

    private void pause() throws InterruptedException {
        if (last.isPresent()) {
            Duration since = Duration.between(last.get(), ambient.clock().instant());
            Duration left = settings.delay().minus(since);
            if (left.isPositive()) {
                sleeper.sleep(left);
            }
        }
    }

    private Outcome asked(URI address) throws IOException, InterruptedException {
        Optional<Kept.Entry> before = kept.find(address);
        Path fresh = kept.fresh();
        try {
            long most = Math.min(maxFileSizeBytes, settings.maxTotalBytes() - total);
            return outcome(address, exchange.ask(address, before, fresh, most), before);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Outcome outcome(URI address, HttpResponse<Optional<Path>> response, Optional<Kept.Entry> before)
            throws IOException {
        int status = response.statusCode();
        if (response.body().isPresent()) {
            return new Body(store(address, response, response.body().get()));
        }
        if (status == NOT_MODIFIED && before.isPresent()) {
            kept.touch(before.get().body(), ambient.clock().instant());
            return new Body(before.get().body());
        }
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            return passing(status, response);
        }
        Optional<String> location = response.headers().firstValue("Location");
        if (status >= 300 && status < 400 && location.isPresent()) {
            return new Elsewhere(resolved(address, location.get()));
        }
        throw new RejectedException("http-status", 0, address + ": the site answers with status " + status);
    }

    private Failure passing(int status, HttpResponse<?> response) {
        String what = "the site answers with status " + status;
        return new Failure(what, retryAfter(response), new IOException(what), status == SERVER_ERROR);
    }

    private static URI resolved(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException nonsense) {
            throw refusedRedirect(from, location);
        }
    }

    private Path store(URI address, HttpResponse<Optional<Path>> response, Path fresh) throws IOException {
        total += Files.size(fresh);
        return kept.keep(
                address,
                fresh,
                response.headers().firstValue("ETag"),
                response.headers().firstValue("Last-Modified"),
                ambient.clock().instant());
    }

    private RejectedException tooMuch() {
        return new RejectedException(
                "too-much-data",
                0,
                "the import would fetch more than " + settings.maxTotalBytes() + " bytes"
                        + Refusal.limit("max-total-bytes"));
    }

    private Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").map(String::strip).flatMap(this::retryAfter);
    }

    /** Seconds or a date; never less than nothing. */
    private Optional<Duration> retryAfter(String value) {
        try {
            Duration pause = value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private Duration until(String date) {
        return Duration.between(
                ambient.clock().instant(),
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }

    @Override
    public void close() {
        exchange.close();
    }
}
