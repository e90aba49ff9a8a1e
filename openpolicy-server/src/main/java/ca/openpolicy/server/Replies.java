// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.cache.Cache;
import ca.openpolicy.core.cache.Fetched;
import ca.openpolicy.core.cache.Invalidation;
import ca.openpolicy.core.cache.Tag;
import ca.openpolicy.server.Reply.Encoded;
import ca.openpolicy.server.provenance.Provenance;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers that were made already, each under all that it depends on of a request, with all that it was made of.
 * Safe for use by many threads.
 */
public final class Replies {
    /** What asks for more than a screenful of text is asked for once, and would only take room from others. */
    private static final int LONGEST_KEY = 2_048;

    private final Optional<Cache<String, Encoded>> cache;
    private final Optional<Bodies> bodies;
    private final Invalidation invalidation;

    private Replies(Optional<Cache<String, Encoded>> cache, Optional<Bodies> bodies, Invalidation invalidation) {
        this.cache = cache;
        this.bodies = bodies;
        this.invalidation = invalidation;
    }

    /**
     * Where large bodies are kept apart from their answers: by the tag of the answer, which is a hash of the bytes, so
     * that what is found under it never changes.
     *
     * @param cache the cache
     * @param fromBytes from which size on
     */
    public record Bodies(Cache<String, byte[]> cache, int fromBytes) {}

    /**
     * Keeps nothing.
     *
     * @return answers that are made each time
     */
    public static Replies unkept() {
        return new Replies(Optional.empty(), Optional.empty(), (tags, cause) -> {});
    }

    /**
     * Keeps answers in a cache.
     *
     * @param cache the cache
     * @param invalidation is told what was changed here, before whoever changed it is answered
     * @return the answers
     */
    public static Replies in(Cache<String, Encoded> cache, Invalidation invalidation) {
        return new Replies(Optional.of(cache), Optional.empty(), invalidation);
    }

    /**
     * The same with large bodies elsewhere.
     *
     * @param apart where
     * @return the answers
     */
    public Replies with(Bodies apart) {
        return new Replies(cache, Optional.of(apart), invalidation);
    }

    /** Something was written. */
    void changed(Collection<Tag> tags) {
        invalidation.invalidate(tags, "");
    }

    /** The answer to a request, made by this caller or another, just now or before. */
    Reply get(ServerRequest request, Function<Provenance, Reply> maker) {
        Optional<String> key = cache.isPresent() ? key(request) : Optional.empty();
        return key.isPresent() ? kept(cache.get(), key.get(), maker) : maker.apply(new Provenance());
    }

    /** That nothing can be kept under a key is kept too: then nobody waits for another's answer that is not for him. */
    private Reply kept(Cache<String, Encoded> answers, String key, Function<Provenance, Reply> maker) {
        Making making = new Making(maker);
        Optional<Encoded> found =
                answers.get(key, (same, known) -> making.make()).value();
        return found.<Reply>map(reply -> whole(reply, making)).orElseGet(making::reply);
    }

    private Reply whole(Encoded found, Making making) {
        if (!found.head().apart()) {
            return found;
        }
        return bodies.flatMap(each -> each.cache()
                        .get(found.head().tag(), (tag, known) -> making.body(tag))
                        .value())
                .<Reply>map(found::with)
                .orElseGet(making::reply);
    }

    /** What this caller makes itself, if it does. */
    private final class Making {
        private final Function<Provenance, Reply> maker;
        private Optional<Reply> made = Optional.empty();

        Making(Function<Provenance, Reply> maker) {
            this.maker = maker;
        }

        Fetched<Encoded> make() {
            Provenance provenance = new Provenance();
            Reply reply = maker.apply(provenance);
            made = Optional.of(reply);
            return reply instanceof Encoded encoded && provenance.isLasting()
                    ? Fetched.of(slim(encoded)).tagged(provenance.tags())
                    : Fetched.of(Optional.empty());
        }

        private Encoded slim(Encoded encoded) {
            boolean large = bodies.isPresent()
                    && encoded.body().bytes().length >= bodies.get().fromBytes();
            return large ? encoded.withoutBody() : encoded;
        }

        /** The bytes under a tag; none where the answer has become another since the tag was kept. */
        Fetched<byte[]> body(String tag) {
            return reply() instanceof Encoded encoded && encoded.head().tag().equals(tag)
                    ? Fetched.of(encoded.body().bytes())
                    : Fetched.of(Optional.empty());
        }

        /** Made once, whoever asks for it. */
        Reply reply() {
            Reply reply = made.orElseGet(() -> maker.apply(new Provenance()));
            made = Optional.of(reply);
            return reply;
        }
    }

    /** Everything of a request that an answer may depend on, and no more (RFC 9111, section 4.1). */
    private static Optional<String> key(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        String path = request.prologue().uriPath().rawPath();
        String key = path
                + '?'
                + request.prologue().query().rawValue()
                + '\n'
                + Format.wish(text(headers, HeaderNames.ACCEPT))
                + (Delivery.wantsGzip(headers) ? "z" : "");
        String whole = path.endsWith(AtomFeed.NAME) ? key + Preferences.language(headers) : key;
        return Optional.of(whole).filter(each -> each.length() <= LONGEST_KEY);
    }

    private static String text(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? String.join(",", headers.get(name).allValues()) : "";
    }
}
