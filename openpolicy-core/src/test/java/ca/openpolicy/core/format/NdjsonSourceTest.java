// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonSourceTest {
    private static final Names NAMES = party -> Text.of("The " + party.slug() + " party", party.slug());
    private static final WordsJson WHOLE = WordsJson.plain().with(NAMES).whole();
    private static final NdjsonSettings SETTINGS = NdjsonSettings.defaults();
    private static final String PARTY = "{\"kind\":\"party\",\"key\":\"zz/reds\",\"name\":{\"en\":\"Reds\"}}\n";

    @TempDir
    private Path folder;

    @Test
    void what_is_exported_is_claimed_again_as_it_was() throws Exception {
        RandomWords random = new RandomWords(99);
        for (int i = 0; i < 100; i++) {
            Jurisdiction jurisdiction = random.jurisdiction();
            Session session = random.session();
            Party party = random.party();
            Member member = random.member();
            Bill bill = random.bill();
            Vote vote = random.vote();
            StringBuilder text = new StringBuilder();
            NdjsonWriter lines = NdjsonWriter.of(WHOLE, text);
            lines.write(Shapes.JURISDICTION, jurisdiction);
            lines.write(Shapes.SESSION, session);
            lines.write(Shapes.PARTY, party);
            lines.write(Shapes.MEMBER, member);
            lines.write(Shapes.BILL, bill);
            lines.write(Shapes.VOTE, vote);

            Received received = read(text.toString());

            assertThat(received.troubles).isEmpty();
            assertThat(received.claims)
                    .containsSubsequence(
                            new Claim.OfJurisdiction(Rank.NATIVE_LIST, jurisdiction),
                            new Claim.OfSession(Rank.NATIVE_LIST, session),
                            new Claim.OfParty(Rank.NATIVE_LIST, party),
                            new Claim.OfMember(Rank.NATIVE_LIST, member),
                            new Claim.OfBill(Rank.NATIVE_LIST, bill),
                            new Claim.OfVote(Rank.NATIVE_LIST, vote));
            assertThat(received.seats()).containsExactlyElementsOf(seats(member));
        }
    }

    @Test
    void recorded_ballots_come_back_by_division_and_derived_ones_stay_away() throws Exception {
        RandomWords random = new RandomWords(5);
        List<Ballot> ballots = new ArrayList<>();
        for (int division = 0; division < 20; division++) {
            VoteKey vote = random.voteKey();
            LocalDate date = random.date();
            IntStream.rangeClosed(1, 30).forEach(person -> ballots.add(random.ballot(vote, date, person)));
        }
        StringBuilder text = new StringBuilder();
        NdjsonWriter lines = NdjsonWriter.of(WHOLE, text);
        for (Ballot ballot : ballots) {
            lines.write(Shapes.BALLOT, ballot);
        }

        Received received = read(text.toString());

        assertThat(received.troubles).isEmpty();
        assertThat(received.claims).hasSize(20);
        assertThat(received.casts())
                .containsExactlyElementsOf(ballots.stream()
                        .filter(ballot -> !ballot.derived())
                        .map(NdjsonSourceTest::said)
                        .toList());
    }

    @Test
    void links_are_left_out() throws Exception {
        Path file = Files.writeString(folder.resolve("a.ndjson"), PARTY);
        Files.createSymbolicLink(folder.resolve("b.ndjson"), file);

        assertThat(NdjsonSource.of(folder, SETTINGS).files())
                .extracting(SourceFile::name)
                .containsExactly("a.ndjson");
    }

    @Test
    void a_large_division_comes_in_several_claims() throws Exception {
        String ballots =
                IntStream.rangeClosed(1, 7).mapToObj(NdjsonSourceTest::ballot).reduce("", String::concat);
        Received received = new Received();
        source(ballots, SETTINGS.withMaxBallots(3)).files().getFirst().read(received);

        assertThat(received.claims)
                .extracting(claim -> ((Claim.OfBallots) claim).casts().size())
                .containsExactly(3, 3, 1);
        assertThat(received.lines).containsExactly(1L, 4L, 7L);
    }

    @Test
    void a_party_is_named_by_what_its_key_follows_from() throws Exception {
        String named = ballot(1)
                .replace(
                        "\"choice\"",
                        "\"party_then\":{\"key\":\"zz/bloc-quebecois\",\"name\":"
                                + "{\"en\":\"Bloc Québécois\"}},\"choice\"");
        String other = named.replace("Bloc Québécois", "The Bloc");

        assertThat(((Claim.OfBallots) read(named).claims.getFirst())
                        .casts()
                        .getFirst()
                        .party())
                .contains("Bloc Québécois");
        assertThat(((Claim.OfBallots) read(other).claims.getFirst())
                        .casts()
                        .getFirst()
                        .party())
                .contains("bloc-quebecois");
    }

    @Test
    void bad_lines_are_rejected_with_their_numbers_and_the_others_taken() throws Exception {
        Received received = read(PARTY
                + "\n"
                + "{\"kind\":\"party\",\"key\":\"zz/UP!\"}\n"
                + "not json\n"
                + "{\"kind\":\"party\",\"key\":" + "[".repeat(20) + "]".repeat(20) + "}\n"
                + "{\"a\":1}\n"
                + "{\"kind\":\"run\"}\r\n"
                + PARTY);

        assertThat(received.claims).hasSize(2);
        assertThat(received.lines).containsExactly(1L, 8L);
        assertThat(received.troubles)
                .containsExactly(
                        "3 invalid-value", "4 malformed-json", "5 too-deep", "6 unknown-kind", "7 unknown-kind");
    }

    @Test
    void a_line_over_the_limit_is_skipped_whatever_its_length() throws Exception {
        String text = PARTY + "{\"kind\":\"party\",\"key\":\"" + "x".repeat(300_000) + "\"}\n" + PARTY;
        Received received = new Received();
        source(text, SETTINGS.withMaxBytes(1 << 30, 1000)).files().getFirst().read(received);

        assertThat(received.troubles).containsExactly("2 too-long");
        assertThat(received.lines).containsExactly(1L, 3L);
    }

    @Test
    void a_line_in_another_encoding_is_rejected() throws Exception {
        Path file = folder.resolve("latin.ndjson");
        Files.write(file, (PARTY + PARTY.replace("Reds", "Rés") + PARTY).getBytes(StandardCharsets.ISO_8859_1));
        Received received = new Received();
        NdjsonSource.of(file, SETTINGS).files().getFirst().read(received);

        assertThat(received.troubles).containsExactly("2 wrong-encoding");
        assertThat(received.claims).hasSize(2);
    }

    @Test
    void a_last_line_that_was_cut_off_is_told_and_one_without_a_line_feed_is_taken() throws Exception {
        assertThat(read(PARTY + PARTY.substring(0, 30)).troubles).containsExactly("2 truncated");
        assertThat(read(PARTY + PARTY.strip()).claims).hasSize(2);
    }

    @Test
    void a_byte_order_mark_does_no_harm() throws Exception {
        assertThat(read("\uFEFF" + PARTY).claims).hasSize(1);
    }

    @Test
    void other_files_are_not_recognised() throws Exception {
        for (String text : List.of(
                "",
                "\n\n",
                "# Read me\n",
                "[{\"kind\":\"party\"}]\n",
                "{\n  \"kind\": \"party\"\n}\n",
                "<xml/>",
                "{\"BillId\":1}\n",
                "{\"url\":\"https://example.org\"}",
                "{" + "\"a\":{".repeat(10_000))) {
            Received received = read(text);

            assertThat(received.unrecognised).as(text).hasSize(1);
            assertThat(received.claims).isEmpty();
            assertThat(received.troubles).isEmpty();
        }
    }

    @Test
    void a_file_over_the_limit_is_rejected_as_a_whole() throws IOException {
        SourceFile file = source(PARTY, SETTINGS.withMaxBytes(20, 1000)).files().getFirst();

        assertThatThrownBy(() -> file.read(new Received()))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("too-large"));
    }

    @Test
    void the_files_of_a_directory_come_in_order_of_their_relative_names() throws Exception {
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/z.ndjson"), PARTY);
        Files.writeString(folder.resolve("a.ndjson"), PARTY);
        NdjsonSource source = NdjsonSource.of(folder, SETTINGS.named("export"));

        assertThat(source.name()).isEqualTo("export");
        assertThat(source.files()).extracting(SourceFile::name).containsExactly("a.ndjson", "b/z.ndjson");
    }

    @Test
    void too_many_files_are_refused() throws IOException {
        Files.writeString(folder.resolve("a"), PARTY);
        Files.writeString(folder.resolve("b"), PARTY);
        NdjsonSource source = NdjsonSource.of(folder, new NdjsonSettings("few", 1, 1000, 1000, 16, 10, 10));

        assertThatThrownBy(source::files).isInstanceOf(RejectedException.class);
    }

    @Test
    void what_is_not_there_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("gone"), PARTY);
        SourceFile gone = NdjsonSource.of(file, SETTINGS).files().getFirst();
        Files.delete(file);

        assertThatThrownBy(() -> gone.read(new Received())).isInstanceOf(RejectedException.class);
        NdjsonSource nowhere = NdjsonSource.of(file, SETTINGS);
        assertThatThrownBy(nowhere::files).isInstanceOf(UnavailableException.class);
    }

    @Test
    void an_interrupted_thread_stops_reading() throws IOException {
        SourceFile file = source(PARTY, SETTINGS).files().getFirst();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> file.read(new Received())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void settings_out_of_range_are_refused_all_at_once() {
        assertThatThrownBy(() -> new NdjsonSettings(" ", 0, 0, 0, 0, 0, 0))
                .isInstanceOfSatisfying(
                        MisconfiguredException.class,
                        e -> assertThat(e.faults()).hasSize(7));
    }

    private Received read(String text) throws IOException, InterruptedException {
        Received received = new Received();
        source(text, SETTINGS).files().getFirst().read(received);
        return received;
    }

    private NdjsonSource source(String text, NdjsonSettings settings) throws IOException {
        return NdjsonSource.of(Files.writeString(folder.resolve("words.ndjson"), text), settings);
    }

    private static String ballot(int person) {
        return ("{\"kind\":\"ballot\",\"key\":\"zz/44-1/house/1/%d\",\"vote\":{\"date\":\"2024-01-01\"},"
                        + "\"choice\":\"yea\",\"name_then\":\"N\"}\n")
                .formatted(person);
    }

    private static List<Claim.Seat> seats(Member member) {
        List<Membership> all = new ArrayList<>(member.memberships());
        member.current().ifPresent(all::add);
        return all.stream()
                .filter(each -> each.basis() == Basis.SOURCE)
                .map(each -> new Claim.Seat(
                        member.key().jurisdiction(),
                        Optional.of(member.key().person()),
                        member.name(),
                        each.riding(),
                        each.province(),
                        each.party().map(PartyKey::slug),
                        each.chamber(),
                        each.from(),
                        each.to()))
                .distinct()
                .toList();
    }

    private static Said said(Ballot ballot) {
        return new Said(
                ballot.key(),
                new Claim.Cast(
                        ballot.key().person(),
                        ballot.name(),
                        ballot.riding(),
                        Optional.empty(),
                        ballot.party().map(PartyKey::slug),
                        ballot.choice(),
                        ballot.paired()));
    }

    private record Said(BallotKey key, Claim.Cast cast) {}

    private static final class Received implements SourceFile.Receiver {
        private final List<Claim> claims = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();
        private final List<String> unrecognised = new ArrayList<>();

        @Override
        public void unrecognised(String found) {
            unrecognised.add(found);
        }

        @Override
        public void claim(Claim claim, long line) {
            claims.add(claim);
            lines.add(line);
        }

        @Override
        public void warn(String code, long line, String message) {
            troubles.add(line + " " + code);
        }

        @Override
        public void reject(String code, long line, String message) {
            troubles.add(line + " " + code);
        }

        List<Claim.Seat> seats() {
            return claims.stream()
                    .filter(Claim.OfSeat.class::isInstance)
                    .map(claim -> ((Claim.OfSeat) claim).seat())
                    .toList();
        }

        List<Said> casts() {
            return claims.stream()
                    .map(Claim.OfBallots.class::cast)
                    .flatMap(claim -> claim.casts().stream()
                            .map(cast -> new Said(new BallotKey(claim.vote(), cast.person()), cast)))
                    .toList();
        }
    }
}
