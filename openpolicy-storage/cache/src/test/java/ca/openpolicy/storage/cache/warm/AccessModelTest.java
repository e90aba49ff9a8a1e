// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessModelTest {
    private static final ModelSettings SETTINGS = ModelSettings.defaults();
    private static final long VISIT = Duration.ofMinutes(20).toMillis();
    private static final Hints<String> VOTES =
            key -> key.endsWith("/votes") ? List.of() : List.of(new Hint<>("bill>votes", key + "/votes"));

    private long now = 1_700_000_000_000L;

    private List<Prediction<String>> read(AccessModel<String> model, long reader, String key) {
        now += 20_000;
        return model.read(reader, key, VOTES.after(key), now);
    }

    private void visits(AccessModel<String> model, int count, boolean goOn) {
        for (int i = 0; i < count; i++) {
            read(model, i + 1, "bill-" + i);
            if (goOn) {
                read(model, i + 1, "bill-" + i + "/votes");
            }
        }
        now += VISIT;
    }

    private double likely(AccessModel<String> model, String bill) {
        return read(model, 77_777, bill).stream()
                .filter(each -> each.key().equals(bill + "/votes"))
                .mapToDouble(Prediction::likely)
                .findFirst()
                .orElse(0);
    }

    @Test
    void a_relation_is_learned_for_things_that_were_never_read() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        assertThat(likely(model, "new")).isLessThan(0.1);
        visits(model, 100, true);
        assertThat(likely(model, "newer")).isGreaterThan(0.9);
        AccessModel<String> other = AccessModel.empty(SETTINGS);
        visits(other, 100, false);
        assertThat(likely(other, "newer")).isLessThan(0.05);
    }

    @Test
    void pairs_are_learned_where_nothing_is_known_of_the_keys() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        for (int i = 1; i <= 30; i++) {
            read(model, i, "a/votes");
            read(model, i, "z/votes");
        }
        assertThat(read(model, 99, "a/votes"))
                .first()
                .satisfies(next -> assertThat(next.key()).isEqualTo("z/votes"))
                .satisfies(next -> assertThat(next.likely()).isGreaterThan(0.8));
    }

    @Test
    void what_readers_did_before_tells_them_apart() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        for (int i = 0; i < 200; i++) {
            boolean goesOn = i % 2 == 0;
            for (int bill = 0; bill < 3; bill++) {
                read(model, i + 1, "bill-" + i + "-" + bill);
                if (goesOn) {
                    read(model, i + 1, "bill-" + i + "-" + bill + "/votes");
                }
            }
        }
        now += VISIT;
        read(model, 9_001, "one");
        read(model, 9_001, "one/votes");
        double ofOne = read(model, 9_001, "two").getFirst().likely();
        read(model, 9_002, "three");
        read(model, 9_002, "four");
        assertThat(ofOne).isGreaterThan(0.8);
        assertThat(likelyOf(read(model, 9_002, "five"), "five/votes")).isLessThan(0.3);
    }

    private static double likelyOf(List<Prediction<String>> predictions, String key) {
        return predictions.stream()
                .filter(each -> each.key().equals(key))
                .mapToDouble(Prediction::likely)
                .findFirst()
                .orElse(0);
    }

    @Test
    void what_was_learned_long_ago_counts_for_little() {
        AccessModel<String> model = AccessModel.empty(SETTINGS.withHalfLife(Duration.ofHours(1)));
        visits(model, 200, true);
        assertThat(likely(model, "soon")).isGreaterThan(0.9);
        now += Duration.ofHours(10).toMillis();
        visits(model, 10, false);
        assertThat(likely(model, "late")).isLessThan(0.1);
    }

    @Test
    void counts_stay_numbers_however_long_it_learns() {
        AccessModel<String> model = AccessModel.empty(SETTINGS.withHalfLife(Duration.ofSeconds(1)));
        for (int i = 0; i < 100; i++) {
            visits(model, 5, true);
            now += Duration.ofHours(i).toMillis();
            assertThat(likely(model, "any")).isBetween(0.0, 1.0);
        }
        visits(model, 50, true);
        assertThat(likely(model, "any")).isBetween(0.0, 1.0);
    }

    @Test
    void hostile_keys_and_readers_take_no_more_memory_than_allowed() {
        AccessModel<String> model = AccessModel.empty(SETTINGS.withSizes(500, 100));
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            now++;
            String key = Long.toHexString(random.nextLong());
            assertThat(model.read(random.nextLong(), key, VOTES.after(key), now))
                    .isNotNull();
        }
        assertThat(model.keys()).isEqualTo(500);
        assertThat(model.readers()).isLessThanOrEqualTo(100);
        String endless = "x".repeat(100_000);
        assertThat(model.read(1, endless, List.of(), now)).isEmpty();
        assertThat(model.known(endless)).isEmpty();
    }

    @Test
    void only_so_many_keys_follow_on_one() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        for (int i = 0; i < 1_000; i++) {
            read(model, i + 1, "a/votes");
            read(model, i + 1, "follower-" + i);
        }
        assertThat(model.known("a/votes").orElseThrow().next()).hasSizeLessThanOrEqualTo(Row.MOST);
    }

    @Test
    void a_gap_says_nothing_of_what_was_not_read() {
        AccessModel<String> model = AccessModel.empty(SETTINGS);
        visits(model, 100, true);
        for (int i = 0; i < 200; i++) {
            read(model, i + 1, "bill-" + i);
            model.missed();
        }
        assertThat(likely(model, "newer")).isGreaterThan(0.8);
    }

    @Test
    void settings_and_names_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new ModelSettings(0, 1, 1, 1, 1, 1, Duration.ZERO, Duration.ZERO))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        wrong -> assertThat(wrong.faults()).hasSize(3));
        assertThatThrownBy(() -> new Hint<>("two words", "key")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Hint<>("", "key")).isInstanceOf(InvalidValueException.class);
    }
}
