// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What Redis does in one go. What is asked and answered of versions carries a sum of its own: a damaged version is the
 * one thing that would make something wrong look right.
 */
final class Scripts {
    /** A full Redis takes no new version, but forgets all of the hash, which says even more. */
    static final byte[] CHANGE = bytes(
            "local said = redis.sha1hex(table.concat(KEYS, ' ') .. ' ' .. table.concat(ARGV, ' '))"
                    + " if KEYS[2] then local first = redis.pcall('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1])"
                    + " if not first then return said end end"
                    + " for i = 2, #ARGV, 2 do local done = redis.pcall('HSET', KEYS[1], ARGV[i], ARGV[i + 1])"
                    + " if type(done) == 'table' and done.err then redis.call('DEL', KEYS[1]) return said end end return said");

    /** A hash that is not there, or is no hash, is made: what was made under its old versions is wrong. */
    static final byte[] READ = bytes("local kind = redis.call('TYPE', KEYS[1]).ok"
            + " if kind ~= 'hash' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end"
            + " if redis.call('HEXISTS', KEYS[1], 'base') == 0 then redis.call('HSET', KEYS[1], 'base', ARGV[1]) end"
            + " local all = redis.call('HGETALL', KEYS[1])"
            + " table.insert(all, 1, redis.sha1hex(KEYS[1] .. ' ' .. table.concat(all, ' '))) return all");

    /** A lease without an end is nobody's; one whose end was not heard of is still its holder's. */
    static final byte[] LEASE = bytes("if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end"
            + " if redis.pcall('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) return 1 end"
            + " if redis.call('PTTL', KEYS[1]) ~= -1 then return 0 end"
            + " redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1");

    static final byte[] PROLONG = bytes(
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0");

    static final byte[] RELEASE =
            bytes("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");

    private Scripts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The texts with a space between each two, as Redis sums them. */
    static String sum(List<byte[]> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (int i = 0; i < texts.size(); i++) {
                if (i > 0) {
                    digest.update((byte) ' ');
                }
                digest.update(texts.get(i));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses an answer that is not the one to this question. */
    static void check(Object sum, List<byte[]> texts) {
        if (!(sum instanceof byte[] bytes) || !sum(texts).equals(new String(bytes, StandardCharsets.UTF_8))) {
            throw new IllegalStateException("Redis answers something else than it was asked");
        }
    }
}
