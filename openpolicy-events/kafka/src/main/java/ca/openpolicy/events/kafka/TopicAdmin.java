// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Looks at the topics of a cluster, and changes them. */
final class TopicAdmin implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final KafkaCluster cluster;
    private final Admin admin;

    TopicAdmin(KafkaCluster cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(Clients.settings(cluster));
    }

    TopicPlan plan(List<Topic> declared) {
        Set<String> names = Clients.await(cluster, admin.listTopics().names());
        Set<String> known =
                declared.stream().map(Topic::name).filter(names::contains).collect(Collectors.toSet());
        Map<String, TopicDescription> shapes =
                Clients.await(cluster, admin.describeTopics(known).allTopicNames());
        Map<ConfigResource, Config> settings = Clients.await(
                cluster,
                admin.describeConfigs(known.stream().map(TopicAdmin::resource).toList())
                        .all());
        Map<String, String> measured =
                names.stream().collect(Collectors.toMap(name -> name.replace('.', '_'), Function.identity()));
        List<TopicChange> changes = new ArrayList<>();
        for (Topic topic : declared) {
            if (known.contains(topic.name())) {
                changes.addAll(misshapen(topic, Optional.ofNullable(shapes.get(topic.name()))));
                changes.addAll(differing(topic, Optional.ofNullable(settings.get(resource(topic.name())))));
            } else {
                changes.add(absent(topic, Optional.ofNullable(measured.get(topic.measuredName()))));
            }
        }
        return new TopicPlan(changes);
    }

    private static TopicChange absent(Topic topic, Optional<String> collision) {
        return collision
                .<TopicChange>map(existing -> new TopicChange.Collides(topic.name(), existing))
                .orElseGet(() -> new TopicChange.Missing(topic));
    }

    private static List<TopicChange> misshapen(Topic topic, Optional<TopicDescription> found) {
        List<TopicChange> changes = new ArrayList<>();
        found.ifPresent(shape -> {
            int partitions = shape.partitions().size();
            int replication = shape.partitions().get(0).replicas().size();
            if (partitions != topic.partitions()) {
                changes.add(new TopicChange.Misshapen(topic.name(), "partitions", topic.partitions(), partitions));
            }
            if (replication != topic.replication()) {
                changes.add(new TopicChange.Misshapen(topic.name(), "replication", topic.replication(), replication));
            }
        });
        return changes;
    }

    private static List<TopicChange> differing(Topic topic, Optional<Config> found) {
        List<TopicChange> changes = new ArrayList<>();
        found.ifPresent(config -> TopicSettings.of(topic).forEach((setting, declared) -> {
            String value = Optional.ofNullable(config.get(setting))
                    .map(ConfigEntry::value)
                    .orElse("unset");
            if (!value.equals(declared)) {
                changes.add(new TopicChange.Differs(topic.name(), setting, declared, value));
            }
        }));
        return changes;
    }

    TopicPlan apply(List<Topic> declared) {
        List<TopicChange> changes = plan(declared).changes();
        refuseCollisions(changes);
        make(select(changes, TopicChange.Missing.class));
        set(select(changes, TopicChange.Differs.class));
        return settled(declared);
    }

    /** A broker may learn a moment later what the controller has done. */
    private TopicPlan settled(List<Topic> declared) {
        long start = System.nanoTime();
        TopicPlan left = plan(declared);
        while (left.changes().stream().anyMatch(TopicChange::isApplied)
                && System.nanoTime() - start < cluster.timeout().toNanos()) {
            pause();
            left = plan(declared);
        }
        return left;
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Clients.unavailable(cluster, stopped);
        }
    }

    private static void refuseCollisions(List<TopicChange> changes) {
        List<String> faults = select(changes, TopicChange.Collides.class).stream()
                .map(TopicChange.Collides::toString)
                .toList();
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    private void make(List<TopicChange.Missing> missing) {
        for (TopicChange.Missing each : missing) {
            Topic topic = each.declared();
            NewTopic fresh = new NewTopic(topic.name(), topic.partitions(), (short) topic.replication())
                    .configs(TopicSettings.of(topic));
            Clients.awaitUnless(
                    TopicExistsException.class,
                    cluster,
                    admin.createTopics(List.of(fresh)).all());
        }
    }

    private void set(List<TopicChange.Differs> differing) {
        Map<ConfigResource, Collection<AlterConfigOp>> operations = new HashMap<>();
        for (TopicChange.Differs each : differing) {
            operations
                    .computeIfAbsent(resource(each.topic()), topic -> new ArrayList<>())
                    .add(new AlterConfigOp(new ConfigEntry(each.setting(), each.declared()), AlterConfigOp.OpType.SET));
        }
        Clients.await(cluster, admin.incrementalAlterConfigs(operations).all());
    }

    private static <T extends TopicChange> List<T> select(List<TopicChange> changes, Class<T> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    @Override
    public void close() {
        admin.close(cluster.timeout());
    }
}
