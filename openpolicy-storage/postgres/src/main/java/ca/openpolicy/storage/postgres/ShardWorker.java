// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import ca.openpolicy.core.Loaded;
import ca.openpolicy.core.Sourced;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Stores the chunks of one shard, one after the other, beside the thread that makes them. */
final class ShardWorker<A> {
    private static final int CHUNKS_WAITING = 2;
    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<List<Sourced<A>>> chunks = new ArrayBlockingQueue<>(CHUNKS_WAITING);
    private final Function<List<Sourced<A>>, Loaded> store;
    private final FutureTask<Loaded> task = new FutureTask<>(this::work);
    private final Thread thread;

    ShardWorker(String shard, Function<List<Sourced<A>>, Loaded> store) {
        this.store = store;
        this.thread = Thread.ofVirtual().name("load-" + shard).start(task);
    }

    /** Hands a chunk over, waiting while too many wait already. */
    void give(List<Sourced<A>> chunk) throws InterruptedException {
        while (!chunks.offer(chunk, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (task.isDone()) {
                finish();
            }
        }
    }

    /** Waits for all chunks; an empty one says that there are no more. */
    Loaded finish() throws InterruptedException {
        if (!task.isDone()) {
            give(List.of());
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Loaded work() throws InterruptedException {
        Loaded all = Loaded.NONE;
        for (List<Sourced<A>> chunk = chunks.take(); !chunk.isEmpty(); chunk = chunks.take()) {
            all = all.plus(store.apply(chunk));
        }
        return all;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException known
                ? known
                : new IllegalStateException("a load ended in an unexpected way", e.getCause());
    }
}
