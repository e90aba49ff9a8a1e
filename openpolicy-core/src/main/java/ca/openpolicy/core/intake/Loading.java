// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Bulk;
import ca.openpolicy.core.Digest;
import ca.openpolicy.core.Sourced;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Hands words to the archive, telling how far it came. */
final class Loading {
    private final Journal journal;
    private final Progress progress;
    private final Encoder encoder = new Encoder();

    Loading(Journal journal, Progress progress) {
        this.journal = journal;
        this.progress = progress;
    }

    <E> void load(String kind, Bulk<E> bulk, List<E> words, BiConsumer<Encoder, E> form) throws InterruptedException {
        Stream<Sourced<E>> sourced = words.stream().map(word -> new Sourced<>(word, digest(word, form)));
        load(kind, bulk, sourced.iterator(), words.size());
    }

    <E> void load(String kind, Bulk<E> bulk, Iterator<Sourced<E>> words, long total) throws InterruptedException {
        if (total > 0) {
            journal.loaded(bulk.load(new Counting<>(kind, words, total), journal.cause()));
        }
    }

    private <E> Digest digest(E word, BiConsumer<Encoder, E> form) {
        encoder.number(Rules.VERSION);
        form.accept(encoder, word);
        return encoder.digest();
    }

    private final class Counting<E> implements Iterator<Sourced<E>> {
        private final String kind;
        private final Iterator<Sourced<E>> words;
        private final long total;
        private long done;

        Counting(String kind, Iterator<Sourced<E>> words, long total) {
            this.kind = kind;
            this.words = words;
            this.total = total;
            progress.loading(kind, 0, total);
        }

        @Override
        public boolean hasNext() {
            return words.hasNext();
        }

        @Override
        public Sourced<E> next() {
            Sourced<E> next = words.next();
            progress.loading(kind, ++done, total);
            journal.saveIfDue();
            return next;
        }
    }
}
