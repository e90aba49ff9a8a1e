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
        Intake intake = Intake.into(archive, IntakeSettings.defaults(), Ambient.system());

        assertThatThrownBy(() -> intake.run(new Unreachable(), Progress.silent()))
                .isInstanceOf(UnavailableException.class);

        Run run = IntakeContractDump.all(archive.runs()).getFirst();
        assertThat(run.state()).isEqualTo(Run.State.FAILED);
        assertThat(run.finished()).isPresent();
        assertThat(archive.runs().notices(run.id(), 0, 9)).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo("run-failed");
            assertThat(notice.message()).contains("the site does not answer");
        });
    }

    private record Unreachable() implements Source {
        @Override
        public String name() {
            return "unreachable";
        }

        @Override
        public List<SourceFile> files() {
            throw new UnavailableException(
                    "the site does not answer", Duration.ofSeconds(1), new IOException("connection refused"));
        }
    }
}
