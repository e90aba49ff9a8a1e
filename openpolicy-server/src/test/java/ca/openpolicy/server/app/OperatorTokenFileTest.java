// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the secret of those who may write is kept. */
class OperatorTokenFileTest {
    @TempDir
    private Path directory;

    @Test
    void it_is_made_once_of_256_bits_for_its_owner_alone() throws IOException {
        Path file = directory.resolve("deeper").resolve("operator.token");
        OperatorTokenFile.at(file);
        String first = Files.readString(file);
        assertThat(first).matches("[A-Za-z0-9_-]{43}\n");
        OperatorTokenFile.at(file);
        assertThat(file).hasContent(first.strip());
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void two_of_them_differ() throws IOException {
        OperatorTokenFile.at(directory.resolve("one"));
        OperatorTokenFile.at(directory.resolve("two"));
        assertThat(directory.resolve("one")).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve("one"))).isNotEqualTo(Files.readString(directory.resolve("two")));
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it knows no permissions of this kind")
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void one_that_others_may_read_or_write_stops_the_start(String permissions) throws IOException {
        Path file = directory.resolve("operator.token");
        OperatorTokenFile.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatExceptionOfType(FailedStartException.class)
                .isThrownBy(() -> OperatorTokenFile.at(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("chmod 600")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(read(file)));
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it knows no permissions of this kind")
    @Test
    void a_fresh_one_is_the_owners_alone() throws IOException {
        Path file = directory.resolve("operator.token");
        OperatorTokenFile.at(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "a token with spaces that is long enough by far", "ünïcödé-ünïcödé-ünïcödé-ünïcödé"
            })
    void one_that_is_no_token_stops_the_start(String content) throws IOException {
        Path file = directory.resolve("operator.token");
        OperatorTokenFile.at(file);
        Files.writeString(file, content);
        assertThatExceptionOfType(FailedStartException.class).isThrownBy(() -> OperatorTokenFile.at(file));
    }

    @Test
    void one_of_ones_own_choice_is_taken() throws IOException {
        Path file = directory.resolve("operator.token");
        OperatorTokenFile.at(file);
        Files.writeString(file, "chosen-by-somebody-with-great-care-0123456789\n");
        OperatorTokenFile.at(file);
        assertThat(file).hasContent("chosen-by-somebody-with-great-care-0123456789");
    }

    @Test
    void a_place_that_cannot_be_written_is_told() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(FailedStartException.class)
                .isThrownBy(() -> OperatorTokenFile.at(notADirectory.resolve("operator.token")))
                .withMessageContaining("cannot be read or made");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
