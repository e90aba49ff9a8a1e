// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import ca.openpolicy.core.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One read on several shards at once: all of them answer in time, or the whole fails and nothing is left running. */
final class Scatter<T> {
    private static final int CANCELLATIONS = 5;

    private final ThreadFactory threads;
    private final Function<Shard, Lender> lenders;
    private final ShardSettings settings;
    private final Transaction.Mode mode;
    private final long end;
    private final BlockingQueue<Part> done = new LinkedBlockingQueue<>();
    private final Set<Part> running = new HashSet<>();

    Scatter(
            ThreadFactory threads,
            Function<Shard, Lender> lenders,
            ShardSettings settings,
            Transaction.Mode mode,
            long end) {
        this.threads = threads;
        this.lenders = lenders;
        this.settings = settings;
        this.mode = mode;
        this.end = end;
    }

    List<T> run(List<Shard> shards, Function<Shard, Gate> gate, Function<Shard, Work<T>> work) {
        List<Part> parts = shards.stream()
                .map(shard -> part(shard, gate.apply(shard), work.apply(shard)))
                .toList();
        try {
            parts.forEach(this::start);
            awaitAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the read of " + names() + " was interrupted", settings.retryAfter(), e);
        } finally {
            stop();
        }
        return parts.stream().flatMap(part -> part.results.stream()).toList();
    }

    /**
     * The same for who can do with less: what a shard that is unavailable, or does not answer in time, would have said
     * is missing. At least one must answer.
     */
    Partial<T> runPartly(List<Shard> shards, Function<Shard, Gate> gate, Function<Shard, Work<T>> work) {
        List<Part> parts = shards.stream()
                .map(shard -> part(shard, gate.apply(shard), work.apply(shard)))
                .toList();
        Optional<UnavailableException> late = Optional.empty();
        try {
            parts.forEach(this::start);
            late = awaitSome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the read of " + names() + " was interrupted", settings.retryAfter(), e);
        } finally {
            stop();
        }
        return partial(parts, late);
    }

    /** Waits for all; none is late if absent. */
    private Optional<UnavailableException> awaitSome() throws InterruptedException {
        while (!running.isEmpty()) {
            Optional<Part> part = next(end);
            if (part.isEmpty()) {
                running.forEach(each -> each.late = true);
                return Optional.of(late());
            }
            part.flatMap(each -> each.failure)
                    .filter(failure -> !(failure instanceof UnavailableException))
                    .ifPresent(Scatter::raise);
        }
        return Optional.empty();
    }

    private Partial<T> partial(List<Part> parts, Optional<UnavailableException> late) {
        List<Partial.Missing> missing = new ArrayList<>();
        List<T> answers = new ArrayList<>();
        Optional<UnavailableException> first = late;
        for (Part part : parts) {
            Optional<UnavailableException> why = part.late ? late : part.unavailable();
            why.ifPresent(reason ->
                    missing.add(new Partial.Missing(part.transaction.shard().name(), reason)));
            if (why.isEmpty()) {
                answers.addAll(part.results);
            }
            first = first.or(() -> why);
        }
        if (missing.size() == parts.size() && first.isPresent()) {
            throw first.get();
        }
        return new Partial<>(answers, missing);
    }

    private Part part(Shard shard, Gate gate, Work<T> work) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return new Part(new Transaction<>(shard, lenders.apply(shard), mode, left, settings, gate, work));
    }

    private void start(Part part) {
        running.add(part);
        threads.newThread(part).start();
    }

    /** Where something has moved the others are waited for, since all are asked again at once. */
    private void awaitAll() throws InterruptedException {
        Optional<MovedException> moved = Optional.empty();
        while (!running.isEmpty()) {
            Part part = next(end).orElseThrow(this::late);
            if (part.failure.isPresent() && part.failure.get() instanceof MovedException found) {
                moved = Optional.of(found);
            } else {
                part.failure.ifPresent(Scatter::raise);
            }
        }
        moved.ifPresent(Scatter::raise);
    }

    private Optional<Part> next(long until) throws InterruptedException {
        @Nullable Part part = done.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (part != null) {
            running.remove(part);
        }
        return Optional.ofNullable(part);
    }

    /** What still runs is cancelled; what does not heed that within the grace is cut off. */
    private void stop() {
        if (running.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            cancelAll();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        running.forEach(part -> part.transaction.cut());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Again and again, since a cancellation that falls between two statements stops neither. */
    private void cancelAll() throws InterruptedException {
        long step = settings.grace().toNanos() / CANCELLATIONS;
        long begun = System.nanoTime();
        for (int i = 1; i <= CANCELLATIONS && !running.isEmpty(); i++) {
            running.forEach(part -> threads.newThread(part.transaction::cancel).start());
            while (!running.isEmpty() && next(begun + i * step).isPresent()) {}
        }
    }

    private UnavailableException late() {
        String message = names() + " did not answer within " + settings.deadline();
        return new UnavailableException(message, settings.retryAfter(), new TimeoutException(message));
    }

    private String names() {
        return running.stream()
                .map(part -> part.transaction.shard().name())
                .sorted()
                .collect(Collectors.joining(", ", "shard ", ""));
    }

    private static void raise(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** One shard's part; its outcome is read only after it came through the queue. */
    private final class Part implements Runnable {
        private final Transaction<T> transaction;
        private List<T> results = List.of();
        private Optional<Throwable> failure = Optional.empty();
        private boolean late;

        Part(Transaction<T> transaction) {
            this.transaction = transaction;
        }

        private Optional<UnavailableException> unavailable() {
            return failure.map(UnavailableException.class::cast);
        }

        @Override
        public void run() {
            try {
                results = List.of(transaction.call());
            } catch (RuntimeException | Error e) {
                failure = Optional.of(e);
            } finally {
                done.add(this);
            }
        }
    }
}
