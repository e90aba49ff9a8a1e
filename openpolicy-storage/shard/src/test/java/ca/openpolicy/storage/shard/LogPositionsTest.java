// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPositionsTest {
    private final LogPositions positions = new LogPositions();

    @Test
    void tells_until_when_a_replica_shows_all_that_was_committed() {
        assertThat(positions.coveredBy(5)).isEmpty();
        positions.add(100, 1);
        positions.add(200, 2);
        positions.add(200, 3);
        positions.add(300, 4);
        assertThat(positions.coveredBy(99)).isEmpty();
        assertThat(positions.coveredBy(100)).hasValue(1);
        assertThat(positions.coveredBy(299)).hasValue(3);
        assertThat(positions.coveredBy(5000)).hasValue(4);
        assertThat(positions.behind(250)).hasValue(50);
        assertThat(positions.behind(5000)).hasValue(0);
    }

    @Test
    void a_shorter_log_is_another_log() {
        positions.add(100, 1);
        positions.add(50, 2);
        assertThat(positions.coveredBy(100)).hasValue(2);
        assertThat(positions.coveredBy(49)).isEmpty();
    }

    @Test
    void remembers_long_ago_but_not_all_of_it() {
        for (int i = 0; i < 1_000_000; i++) {
            positions.add(i, i);
        }
        for (long replayed = 999_000; replayed < 1_000_000; replayed++) {
            long covered = positions.coveredBy(replayed).orElseThrow();
            assertThat(covered).isBetween(replayed - 100, replayed);
        }
    }

    @Test
    void the_end_of_a_page_is_the_same_place_as_the_beginning_of_the_next() {
        assertThat(LogPosition.normal(8192 * 7 + 24)).isEqualTo(8192 * 7);
        assertThat(LogPosition.normal(8192 * 7 + 32)).isEqualTo(8192 * 7 + 32);
        assertThat(LogPosition.normal(8192 * 7)).isEqualTo(8192 * 7);
    }
}
