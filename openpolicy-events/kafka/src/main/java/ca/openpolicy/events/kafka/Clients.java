// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.events.kafka;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.OpenPolicyException;
import ca.openpolicy.core.UnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** What all clients of Kafka have in common here. */
final class Clients {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private Clients() {}

    /** The settings of every client; a client adds its own. */
    static Map<String, Object> settings(KafkaCluster cluster) {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
        String millis = Long.toString(cluster.timeout().toMillis());
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.putIfAbsent("default.api.timeout.ms", millis);
        settings.putIfAbsent("request.timeout.ms", millis);
        // nobody asked for figures of ours to be sent to the brokers
        settings.putIfAbsent("enable.metrics.push", "false");
        return settings;
    }

    static <T> T await(KafkaCluster cluster, KafkaFuture<T> answer) {
        try {
            return get(cluster, answer);
        } catch (ExecutionException failure) {
            throw failed(cluster, cause(failure));
        }
    }

    /** Takes a failure of this kind for what was wanted. */
    static void awaitUnless(Class<? extends Exception> fine, KafkaCluster cluster, KafkaFuture<Void> answer) {
        try {
            get(cluster, answer);
        } catch (ExecutionException failure) {
            if (!fine.isInstance(failure.getCause())) {
                throw failed(cluster, cause(failure));
            }
        }
    }

    private static <T> T get(KafkaCluster cluster, KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(cluster.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw unavailable(cluster, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable(cluster, stopped);
        }
    }

    private static Throwable cause(ExecutionException failure) {
        return Optional.ofNullable(failure.getCause()).orElse(failure);
    }

    /** What may pass is told apart from what the cluster refuses however often it is asked. */
    static OpenPolicyException failed(KafkaCluster cluster, Throwable failure) {
        boolean refused = failure instanceof ApiException && !(failure instanceof RetriableException);
        return refused
                ? new MisconfiguredException(List.of(cluster + " refuses: " + failure.getMessage()))
                : unavailable(cluster, failure);
    }

    static UnavailableException unavailable(KafkaCluster cluster, Throwable failure) {
        return unavailable(cluster + " does not do what it is asked: " + failure, failure);
    }

    static UnavailableException unavailable(String message, Throwable failure) {
        return new UnavailableException(message, AGAIN, failure);
    }
}
