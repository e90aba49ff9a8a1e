// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.embedded.EmbeddedEngineException;
import ca.openpolicy.embedded.EmbeddedKafka;
import ca.openpolicy.embedded.EmbeddedKafkaSettings;
import ca.openpolicy.events.kafka.KafkaCluster;
import ca.openpolicy.events.kafka.KafkaPublisher;
import ca.openpolicy.events.kafka.TopicPlan;
import ca.openpolicy.events.kafka.Topics;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.app.EngineSettings.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Kafka that events are sent to.
 *
 * @param cluster where it is
 * @param settings how it is used
 */
record KafkaLink(KafkaCluster cluster, KafkaSettings settings) {
    private static final System.Logger LOG = System.getLogger(KafkaLink.class.getName());

    /** Refuses what cannot work before anything is started. */
    static void check(Settings settings) {
        KafkaSettings kafka = KafkaSettings.of(settings);
        if (kafka.servers().isPresent() && settings.get(EngineSettings.WITH).contains(Engine.KAFKA)) {
            throw new MisconfiguredException(List.of(KafkaSettings.SERVERS.name() + ": names a Kafka, and "
                    + EngineSettings.WITH.name() + " wants another one started; give one of both"));
        }
        if (to(kafka).isPresent()) {
            Topics unused = kafka.topics();
        }
    }

    /**
     * That of the settings, whose topics are compared and left alone, or the server's own, whose topics are made; none
     * if neither is wanted.
     */
    static Optional<KafkaLink> open(Settings settings, Teardown teardown) {
        KafkaSettings kafka = KafkaSettings.of(settings);
        if (!settings.get(EngineSettings.WITH).contains(Engine.KAFKA)) {
            Optional<KafkaLink> named = to(kafka);
            named.ifPresent(link -> Thread.ofVirtual().name("topics").start(link::reportDrift));
            return named;
        }
        Path dataDir = settings.get(AppSettings.DATA_DIR).resolve("kafka");
        EmbeddedKafkaSettings engine = EmbeddedKafkaSettings.at(dataDir)
                .withPort(settings.number(EngineSettings.KAFKA_PORT))
                .withStopAtExit(false);
        EmbeddedKafka started = teardown.add(Teardown.Layer.ENGINE, start(engine));
        System.out.println("kafka at " + started.bootstrapServers());
        Optional<KafkaLink> own = to(kafka.alone(started.bootstrapServers()));
        own.ifPresent(KafkaLink::makeTopics);
        return own;
    }

    /** That of the settings alone. */
    static Optional<KafkaLink> to(KafkaSettings kafka) {
        return kafka.cluster().map(cluster -> new KafkaLink(cluster, kafka));
    }

    private static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        try {
            return EmbeddedKafka.start(settings);
        } catch (EmbeddedEngineException e) {
            throw new FailedStartException(String.valueOf(e.getMessage()), e);
        }
    }

    Topics topics() {
        return settings.topics();
    }

    EventPublisher publisher() {
        return KafkaPublisher.to(cluster, settings.publisher());
    }

    private void makeTopics() {
        TopicPlan left = topics().apply(cluster);
        report(left);
    }

    /** Says in the log how the topics differ from what they are to be; nothing is changed. */
    private void reportDrift() {
        try {
            report(topics().plan(cluster));
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "the topics could not be compared: {0}", e.getMessage());
        }
    }

    private static void report(TopicPlan plan) {
        plan.changes()
                .forEach(change -> LOG.log(
                        System.Logger.Level.WARNING,
                        "a topic is not as declared, see the command topics: {0}",
                        change));
    }
}
