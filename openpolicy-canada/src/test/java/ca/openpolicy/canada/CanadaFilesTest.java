// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanadaFilesTest {
    @TempDir
    Path folder = Path.of("");

    private void write(String name, String content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private List<SourceFile> files(CanadaSettings settings) throws InterruptedException {
        return CanadaFiles.in(folder, settings).files();
    }

    @Test
    void files_are_listed_in_order_of_their_relative_paths_after_what_is_built_in() throws Exception {
        write("b/two.xml", "x");
        write("a.txt", "x");
        write("b/one.csv", "x");
        write(".git/config", "x");
        write("b/.hidden", "x");

        assertThat(files(CanadaSettings.defaults()))
                .extracting(SourceFile::name)
                .containsExactly("built-in", "a.txt", "b/one.csv", "b/two.xml");
    }

    @Test
    void links_are_named_and_not_followed() throws Exception {
        Path outside = Files.createTempFile("outside", ".xml");
        try {
            Files.writeString(outside, Fixtures.text("members.xml"));
            Files.createSymbolicLink(folder.resolve("link.xml"), outside);
            Files.createSymbolicLink(folder.resolve("self"), folder);

            List<SourceFile> files = files(CanadaSettings.defaults());

            assertThat(files).extracting(SourceFile::name).containsExactly("built-in", "link.xml", "self");
            assertThat(Recorded.of(files.get(1)).unrecognised)
                    .containsExactly("a symbolic link; links are not followed");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void one_file_may_be_given_and_its_whole_path_counts() throws Exception {
        write("Parliament_44-1/file_92.csv", Fixtures.text("Parliament_44-1/file_92.csv"));
        List<SourceFile> files = CanadaFiles.in(
                        folder.resolve("Parliament_44-1/file_92.csv"), CanadaSettings.defaults())
                .files();

        assertThat(files.get(1).name()).isEqualTo("file_92.csv");
        assertThat(Recorded.of(files.get(1)).only(Claim.OfBallots.class).vote()).hasToString("ca/44-1/house/92");
    }

    @Test
    void the_built_in_facts_tell_of_canada_and_its_speakers() throws Exception {
        Recorded recorded = Recorded.of(files(CanadaSettings.defaults()).get(0));

        assertThat(recorded.only(Claim.OfJurisdiction.class)
                        .jurisdiction()
                        .notice()
                        .en())
                .contains("Reproduced from the Parliament of Canada; not an official version.");
        assertThat(recorded.all(Claim.OfChair.class)).hasSize(5);
    }

    @Test
    void another_jurisdiction_has_its_own_keys_and_party_names_and_nothing_built_in() throws Exception {
        write("Parliament_2-1/file_1.csv", Fixtures.text("Parliament_44-1/file_92.csv"));
        CanadaSettings settings = CanadaSettings.defaults()
                .withJurisdiction(new JurisdictionKey("zz"))
                .withFrenchPartyNames(Map.of("Liberal", "Les libres"));
        List<SourceFile> files = files(settings);
        Recorded recorded = Recorded.of(files.get(0));

        assertThat(files).hasSize(1);
        assertThat(recorded.only(Claim.OfBallots.class).vote()).hasToString("zz/2-1/house/1");
        assertThat(recorded.all(Claim.OfParty.class).get(0).party().name().fr()).contains("Les libres");
    }

    @Test
    void a_folder_with_too_many_files_and_one_that_is_not_there_are_refused() throws Exception {
        write("a", "x");
        write("b", "x");
        CanadaSettings all = CanadaSettings.defaults();
        CanadaSettings one =
                new CanadaSettings(all.jurisdiction(), all.zone(), 1, 1, 1, 1, 1_000, 1_000, 10, 10, Map.of());

        assertThatThrownBy(() -> files(one))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("too-many-files"));
        assertThatThrownBy(() -> CanadaFiles.in(folder.resolve("nowhere"), all))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void wrong_settings_are_told_all_at_once() {
        CanadaSettings all = CanadaSettings.defaults();

        assertThatThrownBy(() -> new CanadaSettings(all.jurisdiction(), all.zone(), 0, 0, 0, 0, 0, 0, 0, 0, Map.of()))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        wrong -> assertThat(wrong.faults()).hasSize(8));
    }

    @Test
    void an_interrupted_thread_stops_reading() throws Exception {
        write("bills.xml", Fixtures.text("bills.xml"));
        SourceFile file = files(CanadaSettings.defaults()).get(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> file.read(new Recorded())).isInstanceOf(InterruptedException.class);
    }
}
