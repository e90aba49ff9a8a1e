// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Owns a server, or a cluster, on the directory of its first argument, until its input ends. */
final class RedisOwner {
    private RedisOwner() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedRedisSettings settings = settings(arguments[0]);
        if (arguments[1].equals("cluster")) {
            EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start(settings);
            cluster.pids().forEach(System.out::println);
        } else {
            EmbeddedRedis redis = EmbeddedRedis.start(settings);
            Keys.put(redis, "bill", "C-11");
            System.out.println(redis.pid());
            System.out.println(redis.dataDirectory());
        }
        System.out.flush();
        while (System.in.read() >= 0) {}
    }

    private static EmbeddedRedisSettings settings(String directory) {
        return directory.isEmpty() ? EmbeddedRedisSettings.temporary() : EmbeddedRedisSettings.at(Path.of(directory));
    }
}
