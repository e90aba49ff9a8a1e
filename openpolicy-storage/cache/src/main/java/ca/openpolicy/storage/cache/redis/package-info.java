// SPDX-License-Identifier: Apache-2.0
/** The tier in Redis, over Jedis, which whoever uses it brings along. */
@NullMarked
package ca.openpolicy.storage.cache.redis;

import org.jspecify.annotations.NullMarked;
