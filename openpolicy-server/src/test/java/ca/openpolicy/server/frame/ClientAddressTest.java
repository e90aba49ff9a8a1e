// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.core.MisconfiguredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as one caller. */
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "[2001:db8::1], 2001:db8::2",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff",
        "203.0.113.7:4711, 203.0.113.7",
        "[2001:db8::1]:443, 2001:db8::9"
    })
    void these_are_one_caller(String one, String other) {
        assertThat(network(one)).isEqualTo(network(other));
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.8", "2001:db8:0:1::1, 2001:db8:0:2::1", "203.0.113.7, 2001:db8::1"})
    void these_are_two(String one, String other) {
        assertThat(network(one)).isNotEqualTo(network(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1.2.3",
                "256.1.1.1",
                "1.2.3.4.5",
                "01.2.3.4",
                "unknown",
                "_hidden",
                ":::1",
                "2001:db8::g",
                "1.2.3.4; drop",
                "[::1",
                "::1%lo:80:80"
            })
    void what_is_no_literal_is_not_looked_up(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "0.0.0.0/0, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.6, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "10.0.0.0/8, ::1, false"
    })
    void a_range_has_its_addresses(String range, String address, boolean within) {
        assertThat(Network.parse("x", range)
                        .contains(ClientAddress.parse(address).orElseThrow().address()))
                .isEqualTo(within);
    }

    @Test
    void a_range_that_is_none_is_refused_at_the_start() {
        for (String text : new String[] {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "proxy", "::/129"}) {
            assertThatExceptionOfType(MisconfiguredException.class)
                    .as(text)
                    .isThrownBy(() ->
                            FrameUnderTest.with("server.trusted-proxies", text).settings())
                    .withMessageContaining("server.trusted-proxies");
        }
    }

    private static long network(String text) {
        return ClientAddress.parse(text).orElseThrow().network();
    }
}
