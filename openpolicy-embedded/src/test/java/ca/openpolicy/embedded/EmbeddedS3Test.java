// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

@ResourceLock("brokers")
class EmbeddedS3Test {
    private static final long SEED = 5;

    @TempDir
    Path directory;

    @Test
    void a_temporary_server_keeps_what_it_is_given_and_leaves_nothing_behind() {
        EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Settings.temporary());
        try (s3;
                Objects objects = Objects.of(s3)) {
            s3.createBucket(Objects.BUCKET);
            s3.createBucket(Objects.BUCKET);
            byte[] large = new byte[300_000];
            new Random(SEED).nextBytes(large);
            objects.put("v1/bills/C-11", large);
            objects.put("v1/é €", "");
            assertThat(objects.bytes("v1/bills/C-11")).isEqualTo(large);
            assertThat(objects.get("v1/é €")).isEmpty();
            assertThat(objects.keys()).containsExactlyInAnyOrder("v1/bills/C-11", "v1/é €");
            assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> objects.get("none"));
            objects.removeAll();
            assertThat(objects.keys()).isEmpty();
            assertThat(s3.recoveredOrphan()).isEmpty();
        }
        s3.close();
        assertThat(s3.dataDirectory()).doesNotExist();
        assertThat(ProcessHandle.of(s3.pid())).isEmpty();
    }

    @Test
    void what_is_there_is_not_written_over_by_who_wants_it_new() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Settings.temporary());
                Objects objects = Objects.of(s3)) {
            s3.createBucket(Objects.BUCKET);
            assertThat(objects.putNew("C-11", "first")).isTrue();
            assertThat(objects.putNew("C-11", "second")).isFalse();
            assertThat(objects.get("C-11")).isEqualTo("first");
        }
    }

    @Test
    void objects_and_keys_stay_from_one_start_to_the_next_and_little_is_logged() throws IOException {
        EmbeddedS3Settings settings =
                EmbeddedS3Settings.at(directory.resolve("new/100% data")).withHeapMebibytes(100);
        String secret;
        try (EmbeddedS3 first = EmbeddedS3.start(settings);
                Objects objects = Objects.of(first)) {
            first.createBucket(Objects.BUCKET);
            objects.put("C-11", "text");
            secret = first.secretKey();
            assertThat(ProcessHandle.of(first.pid()).orElseThrow().info().arguments())
                    .hasValueSatisfying(arguments ->
                            assertThat(arguments).contains("-Xmx100m").doesNotContain(secret));
        }
        try (EmbeddedS3 second = EmbeddedS3.start(settings);
                Objects objects = Objects.of(second)) {
            assertThat(second.secretKey()).isEqualTo(secret);
            assertThat(objects.get("C-11")).isEqualTo("text");
            for (String owned : new String[] {"openpolicy.password", "s3.properties"}) {
                assertThat(Files.getPosixFilePermissions(second.dataDirectory().resolve(owned)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(Files.size(second.dataDirectory().resolve("s3.out"))).isLessThan(4_000);
            assertThat(Files.size(second.dataDirectory().resolve("s3.0.log"))).isLessThan(4_000);
        }
    }

    @Test
    void a_killed_server_comes_back_at_its_address_with_its_objects() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Settings.temporary());
                Objects objects = Objects.of(s3)) {
            s3.createBucket(Objects.BUCKET);
            objects.put("C-11", "text");
            Object before = s3.endpoint();
            long killed = s3.pid();
            s3.kill();
            s3.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            s3.restart();
            assertThat(s3.endpoint()).isEqualTo(before);
            assertThat(s3.pid()).isNotEqualTo(killed);
            assertThat(objects.get("C-11")).isEqualTo("text");
        }
    }

    @Test
    void nobody_gets_in_without_the_secret_key() {
        try (EmbeddedS3 s3 = EmbeddedS3.start(EmbeddedS3Settings.temporary());
                Objects guessing = Objects.of(s3, "guess")) {
            s3.createBucket(Objects.BUCKET);
            assertThatExceptionOfType(S3Exception.class)
                    .isThrownBy(() -> guessing.get("C-11"))
                    .extracting(S3Exception::statusCode)
                    .isEqualTo(403);
            assertThatIllegalArgumentException().isThrownBy(() -> s3.createBucket("../bills"));
        }
    }
}
