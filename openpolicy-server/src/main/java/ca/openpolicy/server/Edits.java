// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.ConflictException;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Intent;
import ca.openpolicy.core.InvalidDraftException;
import ca.openpolicy.core.MalformedBodyException;
import ca.openpolicy.core.NotFoundException;
import ca.openpolicy.core.Operations;
import ca.openpolicy.core.Operations.Outcome;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.StoredAnswer;
import ca.openpolicy.server.Editing.Act;
import ca.openpolicy.server.Editing.Way;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Carries out what is declared of the writing of one kind of thing. */
final class Edits<E> {
    private static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");
    private static final String FIELDS = "fields";
    private static final Map<String, String> AT_ONCE = Map.of(HeaderNames.RETRY_AFTER.defaultCase(), "1");

    private final Resource<E> resource;
    private final Editing<E> editing;
    private final Function<E, byte[]> writer;
    private final Replies replies;

    /** What a write is about. */
    private record Target<E>(Call call, Way<E> way, Archive archive, EntityId id, Caller.Operator caller) {
        boolean creates() {
            return way.act() == Act.CREATE;
        }
    }

    Edits(Resource<E> resource, Editing<E> editing, Function<E, byte[]> writer, Replies replies) {
        this.resource = resource;
        this.editing = editing;
        this.writer = writer;
        this.replies = replies;
    }

    /** Carries one out; the id is that of the address, whatever it may be for a new thing. */
    void serve(Call call, Way<E> way, Archive archive, EntityId id) {
        Caller.Operator caller = Caller.operator(call.request());
        call.common().allow(way.below().isEmpty() ? List.of() : List.of(FIELDS));
        call.faults().throwIfAny();
        ServerRequestHeaders headers = call.request().headers();
        Precondition precondition = Precondition.of(headers, way.act(), editing.isVersioned());
        Optional<String> key = IdempotencyKey.in(headers);
        byte[] body = Bodies.read(call.request(), way.act().mediaType());
        Target<E> target = new Target<>(call, way, archive, id, caller);
        if (key.isEmpty()) {
            once(target, precondition, body, Optional.empty()).send(call);
        } else {
            claimed(target, precondition, body, key.get());
        }
    }

    private void claimed(Target<E> target, Precondition precondition, byte[] body, String key) {
        Operations operations = target.archive().operations();
        Outcome outcome = operations.claim(target.caller().name(), key, digest(target.call(), precondition, body));
        switch (outcome) {
            case Outcome.Done done -> {
                target.call().response().header(REPLAYED, "true");
                Told.of(done.answer()).send(target.call());
            }
            case Outcome.Running running ->
                throw problem(
                        ProblemType.CONFLICT, "a request with this Idempotency-Key is being carried out", AT_ONCE);
            case Outcome.Mismatch mismatch ->
                throw new ProblemException(Problem.of(List.of(Problem.Fault.header(
                        ProblemType.INVALID_BODY,
                        IdempotencyKey.NAME,
                        "this key was used for another request; take a new one"))));
            case Outcome.New fresh -> carryOut(target, precondition, body, fresh.operation());
        }
    }

    /** What was refused for good is told again as well; what failed may be tried again at once. */
    private void carryOut(Target<E> target, Precondition precondition, byte[] body, EntityId operation) {
        Operations operations = target.archive().operations();
        Told told;
        try {
            told = once(target, precondition, body, Optional.of(operation));
        } catch (ProblemException refused) {
            told = Told.of(refused.problem(), target.call());
        } catch (RuntimeException failed) {
            release(operations, operation, failed);
            throw failed;
        }
        Told.of(operations.complete(operation, told.stored())).send(target.call());
    }

    private static void release(Operations operations, EntityId operation, RuntimeException failed) {
        try {
            operations.release(operation);
        } catch (RuntimeException e) {
            failed.addSuppressed(e);
        }
    }

    private Told once(Target<E> target, Precondition precondition, byte[] body, Optional<EntityId> operation) {
        Intent cause = Intent.of(Cause.user(target.caller().name()));
        Intent intent = operation.map(cause::as).orElse(cause);
        Optional<E> current = target.creates() ? Optional.empty() : current(target, operation);
        long version = current.flatMap(editing::revision).map(Revision::version).orElse(0L);
        long expected = precondition.check(version, operation.isPresent());
        Editing.Change<E> change = new Editing.Change<>(
                target.archive(), target.id(), current, expected, body, intent, fields(target.call()));
        try {
            return told(target, written(target, change));
        } catch (ConflictException e) {
            boolean stale = editing.isVersioned() && !target.creates();
            ProblemType type = stale ? ProblemType.PRECONDITION_FAILED : ProblemType.CONFLICT;
            throw problem(type, String.valueOf(e.getMessage()), Map.of());
        } catch (NotFoundException e) {
            throw resource.missing(target.archive(), target.id(), target.call().path());
        } catch (MalformedBodyException e) {
            throw new ProblemException(Problem.of(List.of(new Problem.Fault(
                    ProblemType.MALFORMED_BODY,
                    Problem.Place.POINTER,
                    e.pointer(),
                    String.valueOf(e.getMessage()),
                    List.of()))));
        } catch (InvalidDraftException e) {
            throw new ProblemException(Problem.of(e.faults().stream()
                    .map(fault -> Problem.Fault.pointer(fault.pointer(), fault.detail()))
                    .toList()));
        }
    }

    /** Whoever writes finds it in the next answer; also where it is not known whether it was written. */
    private Optional<E> written(Target<E> target, Editing.Change<E> change) {
        Optional<E> thing = Optional.empty();
        try {
            thing = target.way().work().apply(change);
            return thing;
        } finally {
            replies.changed(editing.changed(thing, target.id()));
        }
    }

    /** A deletion that is repeated finds nothing any more, and is answered as the first time. */
    private Optional<E> current(Target<E> target, Optional<EntityId> operation) {
        Optional<E> found = resource.rows(target.archive()).find(target.id());
        if (found.isEmpty() && !(operation.isPresent() && target.way().act() == Act.DELETE)) {
            throw resource.missing(target.archive(), target.id(), target.call().path());
        }
        return found;
    }

    private Told told(Target<E> target, Optional<E> thing) {
        Status status = target.way().status();
        return thing.map(each -> Told.of(
                        status,
                        editing.revision(each),
                        target.creates() ? Optional.of(editing.url(each)) : Optional.empty(),
                        writer.apply(each)))
                .orElseGet(() -> Told.empty(status));
    }

    private static Optional<List<String>> fields(Call call) {
        return call.parameters().value(FIELDS).map(text -> List.of(text.split(",", -1)));
    }

    private static Digest digest(Call call, Precondition precondition, byte[] body) {
        MessageDigest digest = EntityTag.sha256();
        for (String part : List.of(call.method().text(), Answers.instance(call.request()), precondition.header())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Digest.of(digest.digest(body));
    }

    private static ProblemException problem(ProblemType type, String detail, Map<String, String> headers) {
        return new ProblemException(new Problem(type, detail, List.of(), headers));
    }

    /** Kept so that what an answer was made of can be told again byte for byte. */
    private record Told(StoredAnswer stored) {
        private static final String PRIVATE = "private, no-store";

        static Told of(StoredAnswer stored) {
            return new Told(stored);
        }

        static Told of(Status status, Optional<Revision> revision, Optional<String> location, byte[] body) {
            Map<String, String> headers = new TreeMap<>();
            headers.put(HeaderNames.CONTENT_TYPE.defaultCase(), Answers.JSON);
            revision.ifPresent(of -> headers.put(
                    HeaderNames.ETAG.defaultCase(),
                    EntityTag.of(of.version(), body, "").toString()));
            location.ifPresent(url -> headers.put(HeaderNames.LOCATION.defaultCase(), url));
            return new Told(StoredAnswer.of(status.code(), headers, body));
        }

        static Told of(Problem problem, Call call) {
            Map<String, String> headers = new TreeMap<>(problem.headers());
            headers.put(HeaderNames.CONTENT_TYPE.defaultCase(), Answers.PROBLEM);
            String traceId = Routes.trace(call.request());
            byte[] body = Answers.json(json -> problem.write(Answers.instance(call.request()), traceId, json));
            return new Told(StoredAnswer.of(problem.type().status(), headers, body));
        }

        static Told empty(Status status) {
            return new Told(StoredAnswer.of(status.code(), Map.of(), new byte[0]));
        }

        void send(Call call) {
            call.response().status(Status.create(stored.status()));
            stored.headers().forEach((name, value) -> call.response().header(HeaderNames.create(name), value));
            call.response().header(HeaderNames.CACHE_CONTROL, PRIVATE);
            byte[] body = stored.body();
            if (body.length == 0) {
                call.response().send();
            } else {
                call.response().send(body);
            }
        }
    }
}
