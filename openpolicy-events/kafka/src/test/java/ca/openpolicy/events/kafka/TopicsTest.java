// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.events.kafka.Topic.Compression;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private final KafkaCluster cluster = Brokers.shared();
    private final String name = Brokers.freshName();

    @Test
    void what_is_missing_is_planned_then_made_and_then_nothing_is_left_to_do() {
        Topics topics = Topics.of(List.of(Brokers.topic(name, 3), Brokers.topic(name + "-b", 1)))
                .withDeadLetters();
        TopicPlan plan = topics.plan(cluster);
        assertThat(plan.changes())
                .hasSize(4)
                .allMatch(change -> change instanceof TopicChange.Missing && change.isApplied());
        assertThat(plan.toString())
                .contains("+ " + name + ": 3 partitions on 1 brokers", "+ " + name + ".dlq", "snappy");
        assertThat(topics.plan(cluster)).isEqualTo(plan);
        assertThat(topics.apply(cluster).isEmpty()).isTrue();
        assertThat(topics.plan(cluster).isEmpty()).isTrue();
        assertThat(topics.apply(cluster).isEmpty()).isTrue();
    }

    @Test
    void what_is_set_otherwise_is_shown_and_stays_until_it_is_applied() {
        Topic before = Brokers.topic(name, 2);
        Topics.of(List.of(before)).apply(cluster);
        Topics after = Topics.of(
                List.of(new Topic(name, 2, 1, 1, Duration.ofDays(7), Compression.ZSTD, before.maxBatchBytes())));
        TopicChange retention = new TopicChange.Differs(name, "retention.ms", "604800000", "86400000");
        TopicChange compression = new TopicChange.Differs(name, "compression.type", "zstd", "snappy");
        assertThat(after.plan(cluster).changes()).containsExactlyInAnyOrder(retention, compression);
        assertThat(after.plan(cluster).changes()).containsExactlyInAnyOrder(retention, compression);
        assertThat(retention).hasToString("~ " + name + ": retention.ms is 86400000, to be 604800000");
        assertThat(after.apply(cluster).isEmpty()).isTrue();
        assertThat(Topics.of(List.of(before)).plan(cluster).changes()).hasSize(2);
    }

    @Test
    void another_shape_is_told_and_never_changed() {
        Topics.of(List.of(Brokers.topic(name, 2))).apply(cluster);
        Topics wider = Topics.of(List.of(Brokers.topic(name, 5).withReplication(3, 1)));
        List<TopicChange> told = List.of(
                new TopicChange.Misshapen(name, "partitions", 5, 2),
                new TopicChange.Misshapen(name, "replication", 3, 1));
        assertThat(wider.plan(cluster).changes()).isEqualTo(told).noneMatch(TopicChange::isApplied);
        assertThat(wider.apply(cluster).changes()).isEqualTo(told);
    }

    @Test
    void names_that_differ_in_dots_and_underscores_alone_are_refused_all_at_once() {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Topics.of(List.of(
                        Brokers.topic("a.b", 1),
                        Brokers.topic("a_b", 1),
                        Brokers.topic("c", 1),
                        Brokers.topic("c", 1))))
                .satisfies(refused -> assertThat(refused.faults())
                        .satisfiesExactly(
                                first -> assertThat(first).contains("a.b", "a_b"),
                                second -> assertThat(second).contains("topic c is declared twice")));
    }

    @Test
    void a_name_that_collides_with_a_topic_of_the_cluster_is_refused_and_nothing_is_made() {
        Topics.of(List.of(Brokers.topic(name + ".x", 1))).apply(cluster);
        Topics colliding = Topics.of(List.of(Brokers.topic(name + "-new", 1), Brokers.topic(name + "_x", 1)));
        assertThat(colliding.plan(cluster).changes()).contains(new TopicChange.Collides(name + "_x", name + ".x"));
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> colliding.apply(cluster))
                .withMessageContaining(name + ".x");
        assertThat(colliding.plan(cluster).changes()).hasSize(2);
    }

    @Test
    void what_the_cluster_refuses_is_told_in_its_words() {
        assertThatExceptionOfType(MisconfiguredException.class)
                .isThrownBy(() -> Topics.of(List.of(Topic.of(name, 1, Duration.ofDays(1))))
                        .apply(cluster))
                .withMessageContaining("replication factor");
    }

    @Test
    void a_cluster_that_is_not_there_is_unavailable() {
        KafkaCluster nowhere = KafkaCluster.at("127.0.0.1:1").withTimeout(Duration.ofMillis(500));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> Topics.of(List.of(Brokers.topic(name, 1))).plan(nowhere))
                .withMessageContaining("127.0.0.1:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "a/b", "é", "x.dlq.dlq/"})
    void unusable_names_are_refused(String unusable) {
        assertThatIllegalArgumentException().isThrownBy(() -> Brokers.topic(unusable, 1));
    }
}
