// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.InvalidValueException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class WriteTokenTest {
    private static final Shard A = Shard.at("a", new PGSimpleDataSource());

    @Test
    void comes_back_from_its_text() {
        for (WriteToken token : List.of(new WriteToken("s-1", 0x16b3748), WriteToken.unknown("a"))) {
            assertThat(WriteToken.of(token.text())).isEqualTo(token);
        }
        assertThat(new WriteToken("s-1", 255).text()).isEqualTo("s-1.ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.", ".ff", "A.ff", "a.fg", "a.ffffffffffffffff", "a.11111111111111111", "a.ff "})
    void what_is_none_is_refused(String text) {
        assertThatThrownBy(() -> WriteToken.of(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void of_several_of_a_shard_the_latest_counts() {
        ReadFrom from = ReadFrom.replica(new WriteToken("a", 7), new WriteToken("a", 9), new WriteToken("b", 11));
        assertThat(from.after(A)).hasValue(9);
        assertThat(from.foreign(A)).isFalse();
        assertThat(ReadFrom.replica(new WriteToken("b", 1)).foreign(A)).isTrue();
        assertThat(ReadFrom.replica().foreign(A)).isFalse();
        assertThat(ReadFrom.primary().replicaAllowed()).isFalse();
    }

    @Test
    void more_tokens_than_there_may_be_are_refused() {
        List<WriteToken> many = Collections.nCopies(ReadFrom.MAX_TOKENS + 1, new WriteToken("a", 1));
        assertThatThrownBy(() -> new ReadFrom(ReadFrom.Role.REPLICA_ALLOWED, many))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_shard_has_a_bounded_number_of_replicas() {
        PGSimpleDataSource[] many = Collections.nCopies(Shard.MAX_REPLICAS + 1, new PGSimpleDataSource())
                .toArray(PGSimpleDataSource[]::new);
        assertThatThrownBy(() -> A.withReplicas(many)).isInstanceOf(InvalidValueException.class);
    }
}
