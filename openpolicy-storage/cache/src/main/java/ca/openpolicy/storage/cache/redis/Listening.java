// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerContext;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.util.KeyValue;

/**
 * A connection on which a primary says which version keys were written or evicted (client-side caching of RESP3, in
 * broadcasting mode).
 */
final class Listening extends Connection {
    /** More than there can be, so that the command that waits for them waits for its whole time. */
    private static final String NEVER_SO_MANY_REPLICAS = "100000";

    private static final String INVALIDATE = "invalidate";

    private final String prefix;
    private final Heard heard;

    /** Who hears of keys. */
    interface Heard {
        /** Whether they all are keys of ours: a damaged name says only that something was written. */
        boolean knows(List<String> keys);

        void written(List<String> keys);

        void everything();
    }

    Listening(HostAndPort node, JedisClientConfig config, String prefix, Heard heard) {
        super(node, config);
        this.prefix = prefix;
        this.heard = heard;
        addPushConsumer(this::take);
        sendCommand(Protocol.Command.CLIENT, "TRACKING", "ON", "BCAST", "PREFIX", prefix);
        String unused = getStatusCodeReply();
        checkPrefix();
    }

    /** Whoever listens for something else hears nothing, and never knows. */
    private void checkPrefix() {
        sendCommand(Protocol.Command.CLIENT, "TRACKINGINFO");
        if (!says(getOne())) {
            throw new IllegalStateException("Redis tells of other keys than it was asked for");
        }
    }

    private boolean says(@Nullable Object part) {
        if (part instanceof byte[] text) {
            return new String(text, StandardCharsets.UTF_8).equals(prefix);
        }
        if (part instanceof KeyValue<?, ?> pair) {
            return says(pair.getKey()) || says(pair.getValue());
        }
        return part instanceof Collection<?> parts && parts.stream().anyMatch(this::says);
    }

    /** What is said here can only be that keys were written; what cannot be understood may be about any of them. */
    private PushConsumerContext take(PushConsumerContext context) {
        context.drop();
        PushMessage said = context.getMessage();
        List<Object> content = said.getContent();
        boolean understood = new String(said.getType(), StandardCharsets.UTF_8).equals(INVALIDATE);
        List<String> keys = texts(content.get(content.size() - 1));
        if (understood && !keys.isEmpty() && heard.knows(keys)) {
            heard.written(keys);
        } else {
            heard.everything();
        }
        return context;
    }

    private static List<String> texts(@Nullable Object keys) {
        List<String> texts = new ArrayList<>();
        if (keys instanceof List<?> list) {
            for (Object key : list) {
                texts.add(key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "");
            }
        }
        return texts;
    }

    /** Hears what is said for some time; a primary that does not end it, or ends it with something else, is gone. */
    void listen(long millis) {
        sendCommand(Protocol.Command.WAIT, NEVER_SO_MANY_REPLICAS, Long.toString(millis));
        if (!(getOne() instanceof Long)) {
            throw new IllegalStateException("Redis answers something else than it was asked");
        }
    }
}
