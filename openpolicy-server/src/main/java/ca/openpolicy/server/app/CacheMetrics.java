// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.storage.cache.CacheFigures;
import ca.openpolicy.storage.cache.ChangeFigures;
import ca.openpolicy.storage.cache.TierFigures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What the caches of this process and the tiers behind them do. */
final class CacheMetrics {
    private static final AttributeKey<String> CACHE = AttributeKey.stringKey("cache");
    private static final AttributeKey<String> TIER = AttributeKey.stringKey("tier");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final double NANOS = 1e9;

    private CacheMetrics() {}

    static void register(Meter meter, AnswerCache answers) {
        caches(meter, answers);
        count(meter, answers, "loads", "How many values were made.", CacheFigures::loads);
        count(meter, answers, "load.failures", "How many could not be made.", CacheFigures::failures);
        count(meter, answers, "waits", "How many callers waited for another one's value.", CacheFigures::waits);
        count(meter, answers, "evictions", "How many values left memory because it was full.", CacheFigures::evictions);
        meter.counterBuilder("openpolicy.cache.load.time")
                .ofDoubles()
                .setUnit("s")
                .setDescription("How long the making of values took.")
                .buildWithCallback(into -> answers.figures()
                        .forEach((cache, figures) ->
                                into.record(figures.loadTime().toNanos() / NANOS, Attributes.of(CACHE, cache))));
        gauge(meter, answers, "entries", "How many values are in memory.", CacheFigures::entries);
        gauge(meter, answers, "bytes", "How much they take, by their weight.", CacheFigures::bytes);
        tiers(meter, answers);
        changes(meter, answers);
    }

    private static void changes(Meter meter, AnswerCache answers) {
        meter.gaugeBuilder("openpolicy.cache.certain")
                .ofLongs()
                .setDescription("1 while all changes are heard of; else only young values are served.")
                .buildWithCallback(into -> into.record(answers.changes().certain() ? 1 : 0));
        change(meter, answers, "doubts", "How often nothing was heard for too long.", ChangeFigures::doubts);
        change(
                meter,
                answers,
                "gaps",
                "How often the connection over which changes are heard was lost.",
                ChangeFigures::gaps);
        change(meter, answers, "told", "How many things were told to have changed.", ChangeFigures::told);
    }

    private static void change(
            Meter meter, AnswerCache answers, String name, String description, ToLongFunction<ChangeFigures> figure) {
        meter.counterBuilder("openpolicy.cache." + name)
                .setDescription(description)
                .buildWithCallback(into -> into.record(figure.applyAsLong(answers.changes())));
    }

    /** By tier and what became of it: hits, misses and the rest. */
    private static void caches(Meter meter, AnswerCache answers) {
        meter.counterBuilder("openpolicy.cache.results")
                .setDescription("How often each tier was asked for a value or given one, and what became of it.")
                .buildWithCallback(into -> answers.figures()
                        .forEach((cache, figures) -> figures.results()
                                .forEach((tier, results) -> results.forEach((result, count) -> into.record(
                                        count,
                                        Attributes.of(
                                                CACHE,
                                                cache,
                                                TIER,
                                                tier,
                                                RESULT,
                                                result.name().toLowerCase(Locale.ROOT)))))));
    }

    private static void tiers(Meter meter, AnswerCache answers) {
        tier(meter, answers, "asked", "How often something was asked of a tier.", TierFigures::asked);
        tier(meter, answers, "failed", "How often that failed.", TierFigures::failed);
        tier(meter, answers, "late", "How often it took too long.", TierFigures::late);
        tier(meter, answers, "avoided", "How often it was left alone, since it had failed.", TierFigures::avoided);
        tier(meter, answers, "full", "How often too many were asking already.", TierFigures::full);
        tier(meter, answers, "unreadable", "How often it gave what is no value.", TierFigures::unreadable);
        tier(meter, answers, "dropped", "How often it was not given a value.", TierFigures::dropped);
        state(meter, answers, "open", "1 while a tier is left alone.", figures -> figures.open() ? 1 : 0);
        state(
                meter,
                answers,
                "following",
                "1 while changes are heard through it.",
                figures -> figures.following() ? 1 : 0);
    }

    private static void count(
            Meter meter, AnswerCache answers, String name, String description, ToLongFunction<CacheFigures> figure) {
        meter.counterBuilder("openpolicy.cache." + name)
                .setDescription(description)
                .buildWithCallback(each(answers, figure));
    }

    private static void gauge(
            Meter meter, AnswerCache answers, String name, String description, ToLongFunction<CacheFigures> figure) {
        meter.gaugeBuilder("openpolicy.cache." + name)
                .ofLongs()
                .setDescription(description)
                .buildWithCallback(each(answers, figure));
    }

    private static Consumer<ObservableLongMeasurement> each(AnswerCache answers, ToLongFunction<CacheFigures> figure) {
        return into -> answers.figures()
                .forEach((cache, figures) -> into.record(figure.applyAsLong(figures), Attributes.of(CACHE, cache)));
    }

    private static void tier(
            Meter meter, AnswerCache answers, String name, String description, ToLongFunction<TierFigures> figure) {
        meter.counterBuilder("openpolicy.cache.tier." + name)
                .setDescription(description)
                .buildWithCallback(into -> answers.tierFigures().forEach(recorded(into, figure)));
    }

    private static void state(
            Meter meter, AnswerCache answers, String name, String description, ToLongFunction<TierFigures> figure) {
        meter.gaugeBuilder("openpolicy.cache.tier." + name)
                .ofLongs()
                .setDescription(description)
                .buildWithCallback(into -> answers.tierFigures().forEach(recorded(into, figure)));
    }

    private static BiConsumer<String, TierFigures> recorded(
            ObservableLongMeasurement into, ToLongFunction<TierFigures> figure) {
        return (tier, figures) -> into.record(figure.applyAsLong(figures), Attributes.of(TIER, tier));
    }
}
