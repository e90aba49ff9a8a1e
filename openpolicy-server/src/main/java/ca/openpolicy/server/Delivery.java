// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.DateTime;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Sends what was read: with its validators, compressed if wanted, or only that nothing has changed. */
final class Delivery {
    private static final String GZIP = "gzip";
    private static final String IDENTITY = "";
    private static final HeaderName SOURCE_UPDATED = HeaderNames.create("X-Source-Updated");
    private static final String VARY = "Accept, Accept-Encoding";
    private static final String PRIVATE = "private, no-store";
    private static final String PASSING = "no-cache";

    private final ApiSettings settings;

    Delivery(ApiSettings settings) {
        this.settings = settings;
    }

    /**
     * By what a later request can tell whether the answer is still the same.
     *
     * @param version of the one thing that the answer is made of; 0 if it is not one
     * @param updated when that last changed
     * @param sources when its sources were last read, if it has any
     * @param passing whether it may be another the next moment, so that caches are to ask each time
     */
    record Validators(long version, Optional<Instant> updated, Optional<Instant> sources, boolean passing) {
        /** HTTP knows whole seconds. */
        Optional<Instant> modified() {
            return updated.filter(at -> version > 0).map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /**
     * Sends an answer.
     *
     * @param type what the bytes are
     * @param bytes the body before any encoding
     */
    void send(Call call, String type, byte[] bytes, Validators validators) {
        send(call, type, bytes, validators, VARY);
    }

    /**
     * Sends an answer.
     *
     * @param type what the bytes are
     * @param bytes the body before any encoding
     * @param vary the headers of the request on which it depends
     */
    void send(Call call, String type, byte[] bytes, Validators validators, String vary) {
        ServerRequestHeaders headers = call.request().headers();
        ServerResponse response = call.response();
        boolean compressed = bytes.length >= settings.gzipFromBytes() && wantsGzip(headers);
        EntityTag tag = EntityTag.of(validators.version(), bytes, compressed ? GZIP : IDENTITY);
        response.header(HeaderNames.ETAG, tag.toString());
        response.header(HeaderNames.CACHE_CONTROL, cacheControl(headers, validators.passing()));
        response.header(HeaderNames.VARY, vary);
        validators.modified().ifPresent(at -> response.header(HeaderNames.LAST_MODIFIED, httpDate(at)));
        validators.sources().ifPresent(at -> response.header(SOURCE_UPDATED, at.toString()));
        if (unchanged(headers, tag, validators.modified())) {
            response.status(Status.NOT_MODIFIED_304);
            response.send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, type);
        if (compressed) {
            response.header(HeaderNames.CONTENT_ENCODING, GZIP);
        }
        body(call.request(), response, compressed ? gzip(bytes) : bytes);
    }

    /** HEAD is told the length of what GET would send. */
    static void body(ServerRequest request, ServerResponse response, byte[] bytes) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(bytes.length);
            response.send();
        } else {
            response.send(bytes);
        }
    }

    /** Whatever depends on who asks is nobody else's. */
    private String cacheControl(ServerRequestHeaders headers, boolean passing) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            return PRIVATE;
        }
        return passing
                ? PASSING
                : "public, max-age=" + settings.cacheAge().toSeconds() + ", stale-while-revalidate="
                        + settings.cacheStale().toSeconds();
    }

    private static boolean unchanged(ServerRequestHeaders headers, EntityTag tag, Optional<Instant> modified) {
        if (headers.contains(HeaderNames.IF_NONE_MATCH)) {
            return tag.isIn(
                    String.join(",", headers.get(HeaderNames.IF_NONE_MATCH).allValues()));
        }
        return headers.contains(HeaderNames.IF_MODIFIED_SINCE)
                && modified.flatMap(at -> date(headers.get(HeaderNames.IF_MODIFIED_SINCE)
                                        .get())
                                .map(since -> !at.isAfter(since)))
                        .orElse(false);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTime.parse(text).toInstant());
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    private static String httpDate(Instant at) {
        return ZonedDateTime.ofInstant(at, ZoneOffset.UTC).format(DateTime.RFC_1123_DATE_TIME);
    }

    private static boolean wantsGzip(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.ACCEPT_ENCODING)
                && Preferences.of(String.join(
                                        ",",
                                        headers.get(HeaderNames.ACCEPT_ENCODING).allValues()))
                                .ofCoding(GZIP)
                        > 0;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream out = new Fast(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Text shrinks to a fifth at the fastest level too, for a third of the time. */
    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
