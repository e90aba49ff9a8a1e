// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import static ca.openpolicy.core.intake.IntakeContractWords.DAY;
import static ca.openpolicy.core.intake.IntakeContractWords.SECOND;
import static ca.openpolicy.core.intake.IntakeContractWords.announced;
import static ca.openpolicy.core.intake.IntakeContractWords.ballots;
import static ca.openpolicy.core.intake.IntakeContractWords.bill;
import static ca.openpolicy.core.intake.IntakeContractWords.cast;
import static ca.openpolicy.core.intake.IntakeContractWords.division;
import static ca.openpolicy.core.intake.IntakeContractWords.list;
import static ca.openpolicy.core.intake.IntakeContractWords.listed;
import static ca.openpolicy.core.intake.IntakeContractWords.nay;
import static ca.openpolicy.core.intake.IntakeContractWords.on;
import static ca.openpolicy.core.intake.IntakeContractWords.paired;
import static ca.openpolicy.core.intake.IntakeContractWords.seat;
import static ca.openpolicy.core.intake.IntakeContractWords.session;
import static ca.openpolicy.core.intake.IntakeContractWords.sponsored;
import static ca.openpolicy.core.intake.IntakeContractWords.within;
import static ca.openpolicy.core.intake.IntakeContractWords.yea;
import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.format.NdjsonSettings;
import ca.openpolicy.core.format.NdjsonSource;
import ca.openpolicy.core.format.NdjsonWriter;
import ca.openpolicy.core.format.Shape;
import ca.openpolicy.core.format.Shapes;
import ca.openpolicy.core.format.WordsJson;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one archive exports, another one imports: both then hold the same. */
final class ExportedWordsTest {
    @TempDir
    private Path folder;

    @Test
    void an_archive_that_imports_the_export_of_another_holds_the_same() throws Exception {
        try (Archive first = new MemoryArchive();
                Archive second = new MemoryArchive()) {
            load(first, new IntakeContractSource().file("all", legislature()));
            export(first);

            Run run = load(second, NdjsonSource.of(folder, NdjsonSettings.defaults()));

            assertThat(second.runs().notices(run.id(), 0, 10)).isEmpty();
            assertThat(run.state()).isEqualTo(Run.State.SUCCEEDED);
            assertThat(IntakeContractDump.of(second)).isNotEmpty().isEqualTo(IntakeContractDump.of(first));
        }
    }

    private static List<Claim> legislature() {
        return within(
                session(SECOND, DAY.plusDays(200)),
                new Claim.OfParty(
                        Rank.NATIVE_LIST,
                        new Party(PartyKey.parse("zz/red"), Text.of("The Reds of the North", "Les Rouges du Nord"))),
                listed(sponsored(bill("C-1", Text.of("An Act", "Loi")), new Sponsor("Nine", Optional.empty()))),
                listed(bill("C-2", Text.english("Another Act"))),
                seat(Optional.of("9"), "Nine", "Riding 9", DAY.minusDays(90), Optional.empty()),
                seat(Optional.of("8"), "Eight", "Riding 8", DAY.minusDays(90), Optional.of(DAY)),
                list(announced(on(division(1, DAY), "C-1"), 1, 1, 1)),
                ballots(1, southern("1"), nay("2", "Bleu Québécois"), paired("3", "Red")),
                list(announced(on(division(2, DAY.plusDays(1)), "C-2"), 2, 0, 1)),
                ballots(2, yea("1", "Bleu Québécois"), cast("2", "Person Two", "Bleu Québécois", Choice.YEA, true)),
                list(announced(division(3, DAY.plusDays(2)), 0, 0, 0)));
    }

    private static Claim.Cast southern(String person) {
        return new Claim.Cast(
                person,
                "Person " + person,
                Optional.of("Riding " + person),
                Optional.of("South"),
                Optional.of("Red"),
                Choice.YEA,
                false);
    }

    private static Run load(Archive archive, Source source) throws InterruptedException {
        return Intake.into(archive, IntakeSettings.defaults(), Ambient.system()).run(source, Progress.silent());
    }

    private void export(Archive archive) throws IOException {
        WordsJson words = WordsJson.plain()
                .with(key -> archive.catalogue().party(key).map(Party::name).orElse(Text.NONE))
                .whole();
        write("jurisdictions", words, Shapes.JURISDICTION, archive.catalogue().jurisdictions());
        write("sessions", words, Shapes.SESSION, archive.catalogue().sessions());
        write("parties", words, Shapes.PARTY, archive.catalogue().parties());
        write("bills", words, Shapes.BILL, IntakeContractDump.all(archive.bills()));
        write("members", words, Shapes.MEMBER, IntakeContractDump.all(archive.members()));
        write("votes", words, Shapes.VOTE, IntakeContractDump.all(archive.votes()));
        write("ballots", words, Shapes.BALLOT, IntakeContractDump.all(archive.ballots()));
    }

    private <W> void write(String name, WordsJson words, Shape<W> shape, List<W> all) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(name + ".ndjson"))) {
            NdjsonWriter lines = NdjsonWriter.of(words, out);
            for (W word : all) {
                lines.write(shape, word);
            }
        }
    }
}
