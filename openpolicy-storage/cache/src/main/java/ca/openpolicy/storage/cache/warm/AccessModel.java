// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import ca.openpolicy.core.RejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is learned of which key is read after which: of relations that hints name, and of single pairs of keys. It keeps
 * keys and counts; of readers only while they read. What it holds is bounded, and fades. Safe for use by many threads,
 * one at a time.
 *
 * @param <K> the type of the keys, with {@code equals} and {@code hashCode}
 */
public final class AccessModel<K> {
    /** Accesses of which nobody knows whose they are. */
    static final long NOBODY = 0;
    /** How many things later one still follows on another where readers are not told apart. */
    private static final int CROWD = 32;

    private final ModelSettings settings;
    private final Fading fading;
    private final Steps steps;
    private final Bounded<K, Row<K>> rows;
    private final Map<Long, Trail<K>> trails;

    private AccessModel(ModelSettings settings) {
        this.settings = settings;
        this.fading = new Fading(settings.halfLife());
        this.steps = new Steps(settings.steps());
        this.rows = new Bounded<>(settings.rows());
        this.trails = new Bounded<>(settings.readers());
    }

    /**
     * Nothing is known.
     *
     * @param settings the bounds
     * @param <K> the type of the keys
     * @return the model
     */
    public static <K> AccessModel<K> empty(ModelSettings settings) {
        return new AccessModel<>(settings);
    }

    /**
     * Learns from a log of accesses: lines of {@code <milliseconds since 1970> <reader> <key>} in the order of time,
     * where the reader is any word that tells readers apart, or {@code -}, and the key is the rest of the line. Empty
     * lines and those that begin with {@code #} are passed over. The file may be compressed by gzip.
     *
     * @param log the file
     * @param key what a text is the key of
     * @param hints what is known of the keys
     * @param settings the bounds
     * @param <K> the type of the keys
     * @return the model
     * @throws IOException if the file cannot be read
     * @throws RejectedException if a line is none
     */
    public static <K> AccessModel<K> trained(Path log, Function<String, K> key, Hints<K> hints, ModelSettings settings)
            throws IOException {
        AccessModel<K> model = empty(settings);
        AccessLog.read(log, access -> {
            K read = key.apply(access.key());
            List<Prediction<K>> unused = model.read(access.reader(), read, hints.after(read), access.millis());
        });
        return model;
    }

    /**
     * Reads a model that was written.
     *
     * @param in where from; not closed
     * @param key what a text is the key of
     * @param settings the bounds; what does not fit in them is left out
     * @param <K> the type of the keys
     * @return the model
     * @throws IOException if it cannot be read
     * @throws RejectedException if it is no model, a damaged one, or one of another version
     */
    public static <K> AccessModel<K> from(InputStream in, Function<String, K> key, ModelSettings settings)
            throws IOException {
        AccessModel<K> model = empty(settings);
        ModelFile.read(in, key, settings, model.steps.tallies(), model.rows);
        return model;
    }

    /**
     * Writes what is known; of readers, nothing.
     *
     * @param out where to; not closed
     * @param text what keys are as text
     * @throws IOException if it cannot be written
     */
    public synchronized void write(OutputStream out, Function<K, String> text) throws IOException {
        ModelFile.write(out, text, steps.tallies(), rows, 1 / fading.now());
    }

    /**
     * Learns that a key is read.
     *
     * @param reader a number that tells readers apart; 0 if that is not known
     * @param key which key
     * @param hints what may be read after it
     * @param millis when, in milliseconds since 1970
     * @return what may be read next, most likely first
     */
    public synchronized List<Prediction<K>> read(long reader, K key, List<Hint<K>> hints, long millis) {
        double weight = weight(millis);
        settleGone(millis, weight);
        if (String.valueOf(key).length() > settings.keyLength()) {
            return List.of();
        }
        Trail<K> trail = trails.computeIfAbsent(reader, unknown -> new Trail<>());
        trail.touch(millis);
        if (trail.isAt(key)) {
            return List.of();
        }
        learn(trail, key, weight);
        Steps.Ways ways = reader == NOBODY ? Steps.Ways.NONE : trail.ways();
        List<Trail.Candidate<K>> open = candidates(hints, ways);
        trail.add(new Trail.Visited<>(key, open), reader == NOBODY ? CROWD : settings.window())
                .ifPresent(gone -> settle(gone, weight));
        return predictions(key, open, weight);
    }

    private double weight(long millis) {
        double weight = fading.at(millis);
        if (!fading.isDue()) {
            return weight;
        }
        steps.scale(1 / weight);
        rows.values().forEach(row -> row.scale(1 / weight));
        fading.restart();
        return fading.now();
    }

    private void learn(Trail<K> trail, K key, double weight) {
        trail.come(key);
        int far = Math.max(0, trail.visited().size() - settings.window());
        trail.visited().stream().skip(far).forEach(each -> row(each.key()).follow(key, weight));
        row(key).read(weight);
    }

    private Row<K> row(K key) {
        return rows.computeIfAbsent(key, unknown -> new Row<>(0));
    }

    private List<Trail.Candidate<K>> candidates(List<Hint<K>> hints, Steps.Ways ways) {
        return hints.stream()
                .limit(settings.hints())
                .map(hint -> new Trail.Candidate<>(hint, ways))
                .toList();
    }

    private List<Prediction<K>> predictions(K key, List<Trail.Candidate<K>> open, double weight) {
        Map<K, Prediction<K>> best = new HashMap<>();
        for (Trail.Candidate<K> each : open) {
            double likely = steps.likely(each.ways(), each.hint().relation(), weight);
            best.merge(each.hint().key(), new Prediction<>(each.hint().key(), likely, true), AccessModel::better);
        }
        Row<K> row = row(key);
        for (Row.Next<K> next : row.next()) {
            Prediction<K> prediction = new Prediction<>(next.key(), row.likely(next, weight), false);
            best.merge(next.key(), prediction, AccessModel::better);
        }
        List<Prediction<K>> all = new ArrayList<>(best.values());
        all.sort(Comparator.<Prediction<K>>comparingDouble(Prediction::likely).reversed());
        return all;
    }

    private static <K> Prediction<K> better(Prediction<K> one, Prediction<K> other) {
        return one.likely() >= other.likely() ? one : other;
    }

    /** Visits that are over: what might have been read was not. */
    private void settleGone(long millis, double weight) {
        Iterator<Trail<K>> eldest = trails.values().iterator();
        while (eldest.hasNext()) {
            Trail<K> trail = eldest.next();
            if (millis - trail.at() <= settings.visit().toMillis()) {
                return;
            }
            trail.visited().forEach(each -> settle(each, weight));
            eldest.remove();
        }
    }

    private void settle(Trail.Visited<K> gone, double weight) {
        gone.open().forEach(each -> steps.observe(each.ways(), each.hint().relation(), each.taken(), weight));
    }

    /** Some accesses were not seen: nobody can say what followed on what was read before. */
    synchronized void missed() {
        trails.clear();
    }

    /** Of how many keys something is known. */
    synchronized int keys() {
        return rows.size();
    }

    synchronized int readers() {
        return trails.size();
    }

    synchronized Optional<Row<K>> known(K key) {
        return Optional.ofNullable(rows.get(key));
    }
}
