// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerContext;

/**
 * A connection on which a primary says which version keys were written or evicted (client-side caching of RESP3, in
 * broadcasting mode).
 */
final class Listening extends Connection {
    /** More than there can be, so that the command that waits for them waits for its whole time. */
    private static final String NEVER_SO_MANY_REPLICAS = "100000";

    private static final String INVALIDATE = "invalidate";

    private final Heard heard;

    /** Who hears of keys. */
    interface Heard {
        void written(List<String> keys);

        void everything();
    }

    Listening(HostAndPort node, JedisClientConfig config, String prefix, Heard heard) {
        super(node, config);
        this.heard = heard;
        addPushConsumer(this::take);
        sendCommand(Protocol.Command.CLIENT, "TRACKING", "ON", "BCAST", "PREFIX", prefix);
        String unused = getStatusCodeReply();
    }

    private PushConsumerContext take(PushConsumerContext context) {
        List<Object> content = context.getMessage().getContent();
        String type = new String(context.getMessage().getType(), StandardCharsets.UTF_8);
        if (type.equals(INVALIDATE)) {
            context.drop();
            Optional.ofNullable(content.get(content.size() - 1))
                    .ifPresentOrElse(keys -> heard.written(texts(keys)), heard::everything);
        }
        return context;
    }

    private static List<String> texts(Object keys) {
        List<String> texts = new ArrayList<>();
        if (keys instanceof List<?> list) {
            for (Object key : list) {
                if (key instanceof byte[] bytes) {
                    texts.add(new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /** Hears what is said for some time; a primary that does not end it is gone. */
    void listen(long millis) {
        sendCommand(Protocol.Command.WAIT, NEVER_SO_MANY_REPLICAS, Long.toString(millis));
        Object unused = getOne();
    }
}
