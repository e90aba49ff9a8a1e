// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);

    @Test
    void version_bytes_and_encoding_each_make_another_tag() {
        EntityTag tag = EntityTag.of(7, BODY, "");
        assertThat(tag.toString()).matches("\"v7\\.[A-Za-z0-9_-]{20}\"");
        assertThat(EntityTag.of(7, BODY, "")).isEqualTo(tag);
        assertThat(EntityTag.of(8, BODY, "")).isNotEqualTo(tag);
        assertThat(EntityTag.of(7, BODY, "gzip")).isNotEqualTo(tag);
        assertThat(EntityTag.of(7, new byte[] {1}, "")).isNotEqualTo(tag);
    }

    @Test
    void it_is_found_in_a_list_also_where_a_cache_weakened_it() {
        EntityTag tag = EntityTag.of(7, BODY, "");
        assertThat(EntityTag.isIn(tag.toString(), tag.toString())).isTrue();
        assertThat(EntityTag.isIn("\"x\" , W/" + tag, tag.toString())).isTrue();
        assertThat(EntityTag.isIn("*", tag.toString())).isTrue();
        assertThat(EntityTag.isIn("\"x\"", tag.toString())).isFalse();
        assertThat(EntityTag.isIn("", tag.toString())).isFalse();
    }

    @Test
    void the_version_is_read_back() {
        assertThat(EntityTag.version(EntityTag.of(12, BODY, "").toString())).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v7.abc", "W/\"v7.abc\"", "\"v-7.abc\"", "\"v99999999999999999999.abc\"", "\"v7\"", "*"})
    void what_is_no_strong_tag_of_ours_tells_no_version(String tag) {
        assertThat(EntityTag.version(tag)).isEmpty();
    }
}
