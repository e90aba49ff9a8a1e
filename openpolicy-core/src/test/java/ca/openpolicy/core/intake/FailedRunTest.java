// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedRunTest {
    @Test
    void a_source_that_cannot_be_listed_fails_the_run_and_says_why() {
        MemoryArchive archive = new MemoryArchive();

        assertThatThrownBy(() -> intake(archive).run(new Unreachable(), Progress.silent()))
                .isInstanceOf(UnavailableException.class);

        Run run = IntakeContractDump.all(archive.runs()).getFirst();
        assertThat(run.state()).isEqualTo(Run.State.FAILED);
        assertThat(run.finished()).isPresent();
        assertThat(archive.runs().notices(run.id(), 0, 9)).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo("run-failed");
            assertThat(notice.message()).contains("the site does not answer");
        });
    }

    @Test
    void a_source_that_goes_away_between_two_files_ends_the_run_before_the_next_is_asked_for() {
        MemoryArchive archive = new MemoryArchive();
        IntakeContractSource source = new IntakeContractSource()
                .file("a", List.of(), receiver -> {
                    throw away();
                })
                .file("b", List.of());

        assertThatThrownBy(() -> intake(archive).run(source, Progress.silent()))
                .isInstanceOf(UnavailableException.class);

        assertThat(IntakeContractDump.all(archive.runs())).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(Run.State.FAILED);
            assertThat(run.counts().files()).isZero();
        });
    }

    @Test
    void what_cannot_be_reached_because_the_thread_was_interrupted_is_an_interruption() {
        MemoryArchive archive = new MemoryArchive();

        assertThatThrownBy(() -> intake(archive).run(new Interrupted(), Progress.silent()))
                .isInstanceOf(InterruptedException.class);

        assertThat(IntakeContractDump.all(archive.runs()))
                .singleElement()
                .extracting(Run::state)
                .isEqualTo(Run.State.INTERRUPTED);
    }

    private static Intake intake(MemoryArchive archive) {
        return Intake.into(archive, IntakeSettings.defaults(), Ambient.system());
    }

    private static UnavailableException away() {
        return new UnavailableException(
                "the site does not answer", Duration.ofSeconds(1), new IOException("connection refused"));
    }

    private record Unreachable() implements Source {
        @Override
        public String name() {
            return "unreachable";
        }

        @Override
        public List<SourceFile> files() {
            throw away();
        }
    }

    private record Interrupted() implements Source {
        @Override
        public String name() {
            return "interrupted";
        }

        @Override
        public List<SourceFile> files() {
            Thread.currentThread().interrupt();
            throw away();
        }
    }
}
