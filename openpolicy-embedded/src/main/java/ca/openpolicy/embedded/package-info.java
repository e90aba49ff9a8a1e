// SPDX-License-Identifier: Apache-2.0
/**
 * Real engines as child processes, taken from Maven artifacts: nothing to install, no Docker. Begin with
 * {@link ca.openpolicy.embedded.EmbeddedPostgres}, a PostgreSQL 18 server on a directory of its own,
 * {@link ca.openpolicy.embedded.EmbeddedRedis} and {@link ca.openpolicy.embedded.EmbeddedRedisCluster},
 * {@link ca.openpolicy.embedded.EmbeddedKafka}, a Kafka broker, {@link ca.openpolicy.embedded.EmbeddedS3}, an S3
 * server, and {@link ca.openpolicy.embedded.ParentWatch}, which ends this process with the one that started it.
 */
@NullMarked
package ca.openpolicy.embedded;

import org.jspecify.annotations.NullMarked;
