// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.server.Reply.Body;
import ca.openpolicy.server.Reply.Encoded;
import ca.openpolicy.server.Reply.Head;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
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
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Encodes what was read, and sends it: with its validators, compressed if wanted, or only that nothing has changed. */
final class Delivery {
    private static final String GZIP = "gzip";
    private static final String IDENTITY = "";
    private static final HeaderName SOURCE_UPDATED = HeaderNames.create("X-Source-Updated");
    private static final String VARY = "Accept, Accept-Encoding";
    private static final Header PRIVATE = control("private, no-store");
    private static final Header PASSING = control("no-cache");

    private final ApiSettings settings;
    private final Supplier<Optional<Instant>> sources;
    private final Header everybodys;

    /**
     * Sends answers.
     *
     * @param sources when any source was last read whole
     */
    Delivery(ApiSettings settings, Supplier<Optional<Instant>> sources) {
        this.settings = settings;
        this.sources = sources;
        this.everybodys = control("public, max-age=" + settings.cacheAge().toSeconds() + ", stale-while-revalidate="
                + settings.cacheStale().toSeconds());
    }

    private static Header control(String value) {
        return ConstantHeader.of(HeaderNames.CACHE_CONTROL, value);
    }

    /**
     * By what a later request can tell whether the answer is still the same.
     *
     * @param version of the one thing that the answer is made of; 0 if it is not one
     * @param updated when that last changed
     * @param sourced whether it is said when its sources were last read
     * @param passing whether it may be another the next moment, so that caches are to ask each time
     */
    record Validators(long version, Optional<Instant> updated, boolean sourced, boolean passing) {
        /** Of what is more than one thing. */
        static Validators none(boolean passing) {
            return new Validators(0, Optional.empty(), false, passing);
        }

        /** HTTP knows whole seconds. */
        Optional<Instant> modified() {
            return updated.filter(at -> version > 0).map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /**
     * What is to be sent, apart from what each request wants to know of it.
     *
     * @param type what the bytes are
     * @param body the body before any encoding
     * @param vary the headers of the request on which it depends
     * @param links the header Link, if there is one
     */
    record Content(String type, Body body, String vary, Optional<String> links) {
        static Content of(String type, byte[] bytes, Optional<String> links) {
            return new Content(type, new Body(bytes), VARY, links);
        }
    }

    /** As it goes over the wire to whoever asks the same. */
    Encoded encode(ServerRequest request, Content content, Validators validators) {
        byte[] bytes = content.body().bytes();
        boolean compressed = bytes.length >= settings.gzipFromBytes() && wantsGzip(request.headers());
        EntityTag tag = EntityTag.of(validators.version(), bytes, compressed ? GZIP : IDENTITY);
        Head head = new Head(
                Routes.matched(request).orElse(""),
                content.type(),
                content.vary(),
                tag.toString(),
                content.links(),
                validators.modified(),
                compressed,
                validators.sourced(),
                validators.passing(),
                false);
        return new Encoded(head, new Body(compressed ? gzip(bytes) : bytes));
    }

    /** Sends it, or only that the client has it already. */
    void send(ServerRequest request, ServerResponse response, Encoded reply) {
        ServerRequestHeaders headers = request.headers();
        Head head = reply.head();
        Routes.matched(request, head.route());
        reply.validators().forEach(response::header);
        response.header(cacheControl(headers, head.passing()));
        if (head.sourced()) {
            sources.get().ifPresent(at -> response.header(SOURCE_UPDATED, at.toString()));
        }
        if (unchanged(headers, head.tag(), head.modified())) {
            response.status(Status.NOT_MODIFIED_304);
            response.send();
            return;
        }
        reply.content().forEach(response::header);
        body(request, response, reply.body().bytes());
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
    private Header cacheControl(ServerRequestHeaders headers, boolean passing) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            return PRIVATE;
        }
        return passing ? PASSING : everybodys;
    }

    private static boolean unchanged(ServerRequestHeaders headers, String tag, Optional<Instant> modified) {
        if (headers.contains(HeaderNames.IF_NONE_MATCH)) {
            return EntityTag.isIn(
                    String.join(",", headers.get(HeaderNames.IF_NONE_MATCH).allValues()), tag);
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

    static boolean wantsGzip(ServerRequestHeaders headers) {
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
