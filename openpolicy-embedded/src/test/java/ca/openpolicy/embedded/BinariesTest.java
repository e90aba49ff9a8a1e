// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir
    Path base;

    @Test
    void are_unpacked_once_and_again_when_something_is_missing() throws IOException {
        Files.createDirectories(base.resolve("unfinished-by-a-crash/bin"));
        Binaries first = Binaries.unpacked(archive(), base);
        assertThat(first.majorVersion()).isEqualTo("18");
        assertThat(names()).containsExactlyInAnyOrder(first.home().getFileName().toString(), "unpack.lock");
        Object made = Files.getLastModifiedTime(first.program("postgres"));

        assertThat(Binaries.unpacked(archive(), base)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.program("postgres"))).isEqualTo(made);

        Files.delete(first.program("initdb"));
        assertThat(Binaries.unpacked(archive(), base)).isEqualTo(first);
        assertThat(first.program("initdb")).isExecutable();
        assertThat(names()).hasSize(2);
    }

    @Test
    void are_unpacked_by_two_processes_at_once() {
        try (ChildJvm one = ChildJvm.start(Unpacking.class, base.toString());
                ChildJvm two = ChildJvm.start(Unpacking.class, base.toString())) {
            assertThat(one.says()).isEqualTo("18");
            assertThat(two.says()).isEqualTo("18");
        }
    }

    @Test
    void of_another_archive_are_removed_where_nobody_else_unpacks() throws IOException {
        Files.createDirectories(base.resolve("postgres-of-last-year/bin"));
        Binaries current = Binaries.unpacked(archive(), base);
        current.removeOthers();
        assertThat(names())
                .containsExactlyInAnyOrder(current.home().getFileName().toString(), "unpack.lock");
    }

    @Test
    void nothing_is_run_from_a_place_that_others_can_write() throws IOException {
        Path open = Files.createDirectory(base.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(EmbeddedEngineException.class)
                .isThrownBy(() -> TemporaryPlace.in(base, "open"))
                .withMessageContaining("not a directory of this user alone");
        Files.createSymbolicLink(base.resolve("link"), TemporaryPlace.in(base, "own"));
        assertThatExceptionOfType(EmbeddedEngineException.class).isThrownBy(() -> TemporaryPlace.in(base, "link"));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }

    static Archive archive() {
        return Archive.find(Archive.Machine.current(), BinariesTest.class.getClassLoader());
    }

    /** Unpacks and says the version. */
    static final class Unpacking {
        private Unpacking() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(
                    Binaries.unpacked(archive(), Path.of(arguments[0])).majorVersion());
        }
    }
}
