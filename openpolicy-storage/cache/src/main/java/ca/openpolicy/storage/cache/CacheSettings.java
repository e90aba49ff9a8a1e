// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache;

import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bounds of a cache.
 *
 * @param maxBytes how much memory its values may take, by their weight
 * @param ttl how long a value is fresh
 * @param absentTtl how long it is believed that there is no value
 * @param jitter by which part of its time a value may expire sooner, so that not all do so at once; 0 to 1
 * @param eager after which part of its time a value is made anew in the background when it is asked for; 1 for never
 * @param failSafe how long after its time a value is still served when no newer one can be had
 * @param softTimeout how long a caller waits for a newer value while it could have the older one; empty for as long as
 *     the loader takes
 * @param failPause how long a value that is served after its time is not tried to be made anew
 * @param immutable whether a value never changes, so that it may be kept in a tier that hears of no change
 * @param compressedFrom from how many bytes on values are packed for tiers outside of the process
 * @param ahead which part of the memory is for values that were made before anybody asked for them, from the first of
 *     them on: they stay there until they are asked for twice; above 0 and below 1
 * @param aheadFor how long one of them waits at most
 */
public record CacheSettings(
        long maxBytes,
        Duration ttl,
        Duration absentTtl,
        double jitter,
        double eager,
        Duration failSafe,
        Optional<Duration> softTimeout,
        Duration failPause,
        boolean immutable,
        int compressedFrom,
        double ahead,
        Duration aheadFor) {
    /** Refuses values that cannot work, all at once. */
    public CacheSettings {
        List<String> faults = new ArrayList<>();
        positive(faults, "ttl", ttl);
        positive(faults, "absentTtl", absentTtl);
        positive(faults, "failPause", failPause);
        positive(faults, "aheadFor", aheadFor);
        softTimeout.ifPresent(time -> positive(faults, "softTimeout", time));
        if (maxBytes < 1) {
            faults.add("maxBytes: is " + maxBytes + ", must be at least 1");
        }
        if (failSafe.isNegative()) {
            faults.add("failSafe: is " + failSafe + ", must not be negative");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            faults.add("jitter: is " + jitter + ", must be 0 to 1");
        }
        if (!(eager > 0 && eager <= 1)) {
            faults.add("eager: is " + eager + ", must be above 0 and at most 1");
        }
        if (!(ahead > 0 && ahead < 1)) {
            faults.add("ahead: is " + ahead + ", must be above 0 and below 1");
        }
        if (compressedFrom < 0) {
            faults.add("compressedFrom: is " + compressedFrom + ", must not be negative");
        }
        if (!faults.isEmpty()) {
            throw new MisconfiguredException(faults);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + ": is " + value + ", must be more than 0");
        }
    }

    /**
     * 64 MiB; fresh for 5 minutes, or 30 seconds where there is no value, with a tenth of jitter; made anew in the
     * background in the last fifth; served for an hour longer if need be; packed from 1 KiB on; a fiftieth of the
     * memory for values made ahead, each for 10 minutes.
     *
     * @return the settings
     */
    public static CacheSettings defaults() {
        return new CacheSettings(
                64L << 20,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                0.1,
                0.8,
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofSeconds(5),
                false,
                1_024,
                0.02,
                Duration.ofMinutes(10));
    }

    /**
     * The same with more or less memory.
     *
     * @param bytes how much memory its values may take
     * @return the new settings
     */
    public CacheSettings withMaxBytes(long bytes) {
        return new CacheSettings(
                bytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same with other times.
     *
     * @param fresh how long a value is fresh
     * @param absent how long it is believed that there is no value
     * @return the new settings
     */
    public CacheSettings withTtl(Duration fresh, Duration absent) {
        return new CacheSettings(
                maxBytes,
                fresh,
                absent,
                jitter,
                eager,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same with another spread of the end of values.
     *
     * @param part by which part of its time a value may expire sooner
     * @return the new settings
     */
    public CacheSettings withJitter(double part) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                part,
                eager,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same, made anew earlier or later.
     *
     * @param part after which part of its time, 1 for never
     * @return the new settings
     */
    public CacheSettings withEager(double part) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                part,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same with other promises when no newer value can be had.
     *
     * @param longer how long after its time a value is still served
     * @param pause how long it is not tried to be made anew then
     * @return the new settings
     */
    public CacheSettings withFailSafe(Duration longer, Duration pause) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                longer,
                softTimeout,
                pause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same with a limit to what a caller waits for.
     *
     * @param time how long while it could have the older value
     * @return the new settings
     */
    public CacheSettings withSoftTimeout(Duration time) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                failSafe,
                Optional.of(time),
                failPause,
                immutable,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same for values that never change.
     *
     * @return the new settings
     */
    public CacheSettings asImmutable() {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                failSafe,
                softTimeout,
                failPause,
                true,
                compressedFrom,
                ahead,
                aheadFor);
    }

    /**
     * The same, packed from another size on.
     *
     * @param bytes from how many bytes on
     * @return the new settings
     */
    public CacheSettings withCompressedFrom(int bytes) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                bytes,
                ahead,
                aheadFor);
    }

    /**
     * The same with more or less room for values made ahead.
     *
     * @param part which part of the memory
     * @param time how long one of them waits at most
     * @return the new settings
     */
    public CacheSettings withAhead(double part, Duration time) {
        return new CacheSettings(
                maxBytes,
                ttl,
                absentTtl,
                jitter,
                eager,
                failSafe,
                softTimeout,
                failPause,
                immutable,
                compressedFrom,
                part,
                time);
    }
}
