// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.BallotKey;
import ca.openpolicy.core.Basis;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillChange;
import ca.openpolicy.core.BillField;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillNumber;
import ca.openpolicy.core.BillStatistics;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.BillText;
import ca.openpolicy.core.BillType;
import ca.openpolicy.core.Cause;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Choice;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.Identifier;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.LastEvent;
import ca.openpolicy.core.Member;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Membership;
import ca.openpolicy.core.Party;
import ca.openpolicy.core.PartyKey;
import ca.openpolicy.core.PartyLine;
import ca.openpolicy.core.PartyTally;
import ca.openpolicy.core.PersonName;
import ca.openpolicy.core.Revision;
import ca.openpolicy.core.Run;
import ca.openpolicy.core.Session;
import ca.openpolicy.core.SessionKey;
import ca.openpolicy.core.Sponsor;
import ca.openpolicy.core.Stage;
import ca.openpolicy.core.StageName;
import ca.openpolicy.core.StageState;
import ca.openpolicy.core.Tally;
import ca.openpolicy.core.Text;
import ca.openpolicy.core.Vote;
import ca.openpolicy.core.VoteContext;
import ca.openpolicy.core.VoteKey;
import ca.openpolicy.core.VoteResult;
import ca.openpolicy.core.VoteSummary;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes words of every shape from a seed. */
final class RandomWords {
    private static final List<String> BITS = List.of(
            "a", "Zoé", "É", " ", "\"", "\\", "\n", "\t", "\r", "/", "€", "\u2028", "\u00a0", "😀", "—", "’", "{", "]",
            ",", "=1+1", "<b>", "\u0001", "0", "null", "ß", "İ", "é");
    private static final List<String> JSON = List.of("null", "{\"en\":null}", "[1,2.50]", "\"a\"", "true");
    private static final List<String> ZONES = List.of("America/Toronto", "UTC", "Asia/Kolkata", "America/St_Johns");

    private final Random random;

    RandomWords(long seed) {
        this.random = new Random(seed);
    }

    Bill bill() {
        return new Bill(
                billKey(),
                text(),
                text(),
                maybe(() -> one(BillType.values())),
                maybe(this::chamber),
                one(BillStatus.values()),
                text(),
                maybe(() -> new Sponsor("S" + string(), maybe(this::memberKey))),
                maybe(this::date),
                maybe(() -> new LastEvent(date(), text())),
                some(() -> new Stage(
                        maybe(this::chamber),
                        one(StageName.values()),
                        one(StageState.values()),
                        maybe(this::date),
                        text())),
                some(this::identifier),
                Set.copyOf(
                        some(() -> one(BillField.values())).stream().distinct().toList()),
                revision());
    }

    Vote vote() {
        return new Vote(
                voteKey(),
                date(),
                maybe(this::moment),
                text(),
                maybe(() -> one(VoteContext.values())),
                one(VoteResult.values()),
                maybe(this::billKey),
                maybe(this::tally),
                tally(),
                some(this::tallyOfParty),
                some(this::identifier),
                revision());
    }

    Ballot ballot(VoteKey vote, LocalDate date, int person) {
        Choice choice = one(Choice.values());
        return new Ballot(
                new BallotKey(vote, Integer.toString(person)),
                date,
                choice,
                random.nextBoolean(),
                random.nextBoolean(),
                choice.derived() ? Optional.of(one(Basis.values())) : Optional.empty(),
                string(),
                maybe(this::partyKey),
                maybe(this::string));
    }

    Ballot ballot() {
        return ballot(voteKey(), date(), 1 + random.nextInt(999));
    }

    Member member() {
        MemberKey key = memberKey();
        return new Member(
                key,
                new PersonName("N" + string(), string(), string()),
                maybe(() -> new Membership(
                        Optional.empty(),
                        maybe(this::partyKey),
                        maybe(this::string),
                        maybe(this::string),
                        chamber(),
                        date(),
                        Optional.empty(),
                        Basis.SOURCE)),
                maybe(() -> URI.create("https://example.org/photo/" + random.nextInt() + ".jpg?a=%C3%A9")),
                some(this::identifier),
                some(() -> new Membership(
                        maybe(() -> new SessionKey(key.jurisdiction(), 44, 1 + random.nextInt(4))),
                        maybe(this::partyKey),
                        maybe(this::string),
                        maybe(this::string),
                        chamber(),
                        date(),
                        maybe(this::date),
                        one(Basis.values()))),
                revision());
    }

    Party party() {
        return new Party(partyKey(), text());
    }

    Session session() {
        return new Session(
                sessionKey(),
                text(),
                maybe(this::date),
                maybe(this::date),
                new Session.Counts(random.nextInt(9999), random.nextInt(9999), 1L << 40, random.nextInt(9999)));
    }

    Jurisdiction jurisdiction() {
        return new Jurisdiction(jurisdictionKey(), text(), ZoneId.of(one(ZONES)), text());
    }

    BillStatistics statistics() {
        return new BillStatistics(
                billKey().id(),
                some(() -> new BillStatistics.Entry(
                        voteKey(), date(), one(VoteResult.values()), tally(), random.nextInt(9))));
    }

    VoteSummary summary() {
        return VoteSummary.of(statistics(), random.nextBoolean() ? Optional.of(instant()) : Optional.empty());
    }

    BillChange change() {
        return new BillChange(
                1 + random.nextInt(9),
                instant(),
                random.nextBoolean() ? Cause.PROGRAM : Cause.run(new EntityId(random.nextInt(99))),
                some(() -> new BillChange.Change("title", one(JSON), one(JSON))));
    }

    BillText billText() {
        return new BillText(
                billKey(),
                one(List.of("en", "fr")),
                string(),
                maybe(this::date),
                some(() -> new BillText.Section(string(), string(), string())));
    }

    PartyTally tallyOfParty() {
        return new PartyTally(partyKey(), random.nextInt(200), 1, 2, 3, one(PartyLine.values()), random.nextInt(9));
    }

    Run run() {
        return new Run(
                new EntityId(random.nextInt(99)),
                string(),
                one(Run.State.values()),
                instant(),
                maybe(this::instant),
                new Run.Counts(1, random.nextInt(99), 3, 4, 5, 6, 1L << 40));
    }

    Run.Notice notice() {
        return new Run.Notice(string(), random.nextBoolean(), string(), random.nextInt(3), string());
    }

    Freshness freshness() {
        return new Freshness(string(), run(), maybe(this::instant));
    }

    VoteKey voteKey() {
        return new VoteKey(sessionKey(), chamber(), 1 + random.nextInt(2000));
    }

    LocalDate date() {
        return LocalDate.of(1867, 7, 1).plusDays(random.nextInt(60_000));
    }

    Text text() {
        return new Text(maybe(this::string), maybe(this::string));
    }

    String string() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, random.nextInt(6)).forEach(unused -> text.append(one(BITS)));
        return text.toString();
    }

    private BillKey billKey() {
        String suffix = random.nextInt(5) == 0 ? "A" : "";
        return new BillKey(sessionKey(), new BillNumber(one(List.of("C", "S")), 1 + random.nextInt(999), suffix));
    }

    private SessionKey sessionKey() {
        return new SessionKey(jurisdictionKey(), 1 + random.nextInt(45), 1 + random.nextInt(4));
    }

    private JurisdictionKey jurisdictionKey() {
        return new JurisdictionKey(one(List.of("ca", "zz", "ca-on")));
    }

    private MemberKey memberKey() {
        return new MemberKey(jurisdictionKey(), one(List.of("89156", "a.b_c-D", "0")));
    }

    private PartyKey partyKey() {
        return new PartyKey(jurisdictionKey(), one(List.of("conservative", "bloc-quebecois", "reds", "independent")));
    }

    private Identifier identifier() {
        return new Identifier("s" + string(), "v" + string());
    }

    private Tally tally() {
        return new Tally(random.nextInt(338), random.nextInt(338), random.nextInt(20));
    }

    private OffsetDateTime moment() {
        return date().atTime(random.nextInt(24), random.nextInt(60), one(List.of(0, 7)))
                .atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1200) - 600)));
    }

    private Revision revision() {
        return random.nextInt(4) == 0 ? Revision.NONE : new Revision(1 + random.nextInt(99), instant(), instant());
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(2_000_000_000), 1000L * random.nextInt(1_000_000));
    }

    private Chamber chamber() {
        return one(Chamber.values());
    }

    private <T> Optional<T> maybe(Supplier<T> maker) {
        return random.nextBoolean() ? Optional.of(maker.get()) : Optional.empty();
    }

    private <T> List<T> some(Supplier<T> maker) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(unused -> maker.get())
                .toList();
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
