// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Path FILES = Path.of("src/main/resources/ca/openpolicy/storage/postgres/migration");

    @Test
    void the_newest_version_is_that_of_the_last_file() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1"))
                            .max(Comparator.comparingInt(Integer::parseInt)))
                    .contains(Migrations.NEWEST);
        }
    }
}
