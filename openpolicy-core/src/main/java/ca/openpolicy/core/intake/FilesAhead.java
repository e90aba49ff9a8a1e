// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.SourceFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads files ahead of the thread that takes what they say, a few at once, and hands them over in their order. What is
 * read ahead is bounded: two files a reader.
 */
final class FilesAhead implements AutoCloseable {
    private static final int FILES_A_READER = 2;

    private final Iterator<SourceFile> files;
    private final IntakeSettings settings;
    private final ExecutorService readers;
    private final Deque<Future<Read>> ahead = new ArrayDeque<>();

    /** A file that was read, as far as it could be. */
    record Read(FileBuffer buffer, Optional<Failure> failure) {}

    /** Why a file could not be read to its end. */
    interface Failure {
        void raise();
    }

    FilesAhead(List<SourceFile> files, int readers, IntakeSettings settings) {
        this.files = files.iterator();
        this.settings = settings;
        this.readers = Executors.newFixedThreadPool(
                readers, Thread.ofPlatform().daemon().name("intake-reader-", 1).factory());
        for (int i = 0; i < FILES_A_READER * readers; i++) {
            readOneMore();
        }
    }

    /** The next file in order, which there must be. */
    Read next() throws InterruptedException {
        Future<Read> first = ahead.removeFirst();
        readOneMore();
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw interruption(e);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
        readers.close();
    }

    private void readOneMore() {
        if (files.hasNext()) {
            SourceFile file = files.next();
            ahead.addLast(readers.submit(() -> read(file)));
        }
    }

    private Read read(SourceFile file) throws InterruptedException {
        FileBuffer buffer = new FileBuffer(file.name(), settings);
        try {
            file.read(buffer);
            return new Read(buffer, Optional.empty());
        } catch (RuntimeException e) {
            return new Read(buffer, Optional.of(() -> {
                throw e;
            }));
        } catch (StackOverflowError e) {
            return new Read(buffer, Optional.of(() -> {
                throw e;
            }));
        }
    }

    private static InterruptedException interruption(ExecutionException e) {
        if (e.getCause() instanceof InterruptedException stopped) {
            return stopped;
        }
        throw new IllegalStateException("a reader ended in an unexpected way", e.getCause());
    }
}
