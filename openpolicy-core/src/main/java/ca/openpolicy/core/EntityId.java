// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * The 63-bit identity of an entity, never negative, so that Java, SQL and text order agree. The first 14 bits are the
 * slot that places it on a shard. For an entity with a natural key the id is a pure function of that key: every node,
 * region and client computes the same one (see {@code docs/guide/identity.md} for test values).
 *
 * @param value the 63 bits, 0 to {@link Long#MAX_VALUE}
 */
public record EntityId(long value) implements Comparable<EntityId> {
    /** How many slots there are: 2^14. */
    public static final int SLOT_COUNT = 1 << 14;

    /** How many characters the text form has. */
    public static final int TEXT_LENGTH = 13;

    private static final int REST_BITS = 49;
    private static final long REST_MASK = (1L << REST_BITS) - 1;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Refuses a negative value. */
    public EntityId {
        if (value < 0) {
            throw new IllegalArgumentException("an entity id is not negative, but this is " + value);
        }
    }

    /**
     * The id of an entity that is placed by its own key: 63 bits of SHA-256 over {@code <type>\0<key>} in UTF-8.
     *
     * @param type the entity type, such as {@code bill}
     * @param key the canonical natural key, such as {@code ca/44-1/C-11}
     * @return the id
     */
    public static EntityId of(String type, String key) {
        return new EntityId(hash(type, key));
    }

    /**
     * The id of an entity that lives with its owner: the owner's slot, then 49 bits of SHA-256 over
     * {@code <type>\0<key>}.
     *
     * @param owner the entity that this one lives with, such as the vote of a ballot
     * @param type the entity type, such as {@code ballot}
     * @param key the canonical natural key
     * @return the id
     */
    public static EntityId under(EntityId owner, String type, String key) {
        return new EntityId(((long) owner.slot() << REST_BITS) | (hash(type, key) & REST_MASK));
    }

    /**
     * An id for something without a natural key: the slot of its owner and 49 random bits. The caller repeats on a
     * conflict.
     *
     * @param slot where it lives, 0 to {@code SLOT_COUNT - 1}
     * @param random the source of chance
     * @return the id
     */
    public static EntityId random(int slot, RandomGenerator random) {
        return new EntityId(firstOf(slot).value | (random.nextLong() & REST_MASK));
    }

    /**
     * The smallest id of a slot; the ids of a slot are the range from this one to just below the next slot's.
     *
     * @param slot 0 to {@code SLOT_COUNT - 1}
     * @return the id
     */
    public static EntityId firstOf(int slot) {
        if (slot < 0 || slot >= SLOT_COUNT) {
            throw new IllegalArgumentException("slot is " + slot + ", must be 0 to " + (SLOT_COUNT - 1));
        }
        return new EntityId((long) slot << REST_BITS);
    }

    /**
     * Reads the text form; letter case does not matter, and {@code O}, {@code I} and {@code L} are read as the digits
     * that they resemble.
     *
     * @param text 13 characters of Crockford base 32
     * @return the id
     * @throws InvalidValueException if the text is not an id
     */
    public static EntityId parse(String text) {
        if (!looksLikeId(text)) {
            throw InvalidValueException.of("id", text, "13 characters of Crockford base 32, such as 0C5W2Q8ZK4M1T");
        }
        long value = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            value = (value << 5) | digit(text.charAt(i));
        }
        return new EntityId(value);
    }

    /**
     * Tells whether a text has the form of an id, so that it cannot be taken for a natural key.
     *
     * @param text any text
     * @return whether {@link #parse} would take it
     */
    public static boolean looksLikeId(String text) {
        if (text.length() != TEXT_LENGTH || digit(text.charAt(0)) < 0 || digit(text.charAt(0)) > 7) {
            return false;
        }
        return text.chars().allMatch(c -> digit((char) c) >= 0);
    }

    /**
     * The slot that places the entity.
     *
     * @return 0 to {@code SLOT_COUNT - 1}
     */
    public int slot() {
        return (int) (value >>> REST_BITS);
    }

    @Override
    public int compareTo(EntityId other) {
        return Long.compare(value, other.value);
    }

    /**
     * The text form.
     *
     * @return 13 upper-case characters of Crockford base 32
     */
    @Override
    public String toString() {
        char[] text = new char[TEXT_LENGTH];
        long rest = value;
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }

    private static int digit(char c) {
        return switch (c) {
            case 'O', 'o' -> 0;
            case 'I', 'i', 'L', 'l' -> 1;
            case 'U', 'u' -> -1;
            default -> {
                boolean lower = c >= 'a' && c <= 'z';
                yield ALPHABET.indexOf(lower ? (char) (c - ('a' - 'A')) : c);
            }
        };
    }

    private static long hash(String type, String key) {
        MessageDigest sha = sha256();
        sha.update(type.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        byte[] hash = sha.digest(key.getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << 8) | (hash[i] & 0xff);
        }
        return bits >>> 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
