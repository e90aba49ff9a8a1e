// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What one session of a House has, as far as readers go from one thing to another: its bills with their sponsors, its
 * votes with their bills, its members. Read from the real files where they are there, and otherwise made up in the same
 * proportions.
 *
 * @param session which one, such as 42-1
 * @param bills in the order in which they were introduced
 * @param votes in the order in which they were taken
 * @param members who votes or sponsors
 */
record House(String session, List<Bill> bills, List<Division> votes, List<String> members) {
    private static final ZoneOffset OTTAWA = ZoneOffset.ofHours(-5);
    private static final Pattern VOTE =
            Pattern.compile("(?m)^(\\d+),(\\d{4}-\\d{2}-\\d{2}T[\\d:]+),(?:\"(?:[^\"]|\"\")*\"|[^,\"]*),([^,]*),");
    private static final Pattern TITLE =
            Pattern.compile("^(?:Mr\\.|Mrs\\.|Ms\\.|Miss|Dr\\.|Sen\\.|Hon\\.|Right Hon\\.|The Hon\\.) ");

    House {
        bills = List.copyOf(bills);
        votes = List.copyOf(votes);
        members = List.copyOf(members);
    }

    /**
     * A bill.
     *
     * @param number its number
     * @param sponsor whose it is, by place among the members
     * @param introduced when, in milliseconds since 1970
     */
    record Bill(String number, int sponsor, long introduced) {}

    /**
     * A vote.
     *
     * @param number its number
     * @param at when, in milliseconds since 1970
     * @param bill which bill it was on, by place among them; -1 if on none
     */
    record Division(int number, long at, int bill) {}

    /** The real session where its files are below that folder, and otherwise one that is made up. */
    static House of(Path data, String session, long seed) throws IOException {
        Path bills = data.resolve("legisinfo-bills-xml").resolve(session + ".xml");
        Path votes = data.resolve("ourcommons-votes-csv").resolve("Parliament_" + session);
        return Files.exists(bills) && Files.exists(votes) ? real(session, bills, votes) : madeUp(session, seed);
    }

    private static House real(String session, Path bills, Path votes) throws IOException {
        Map<String, Integer> members = new LinkedHashMap<>();
        for (String line :
                Files.readAllLines(votes.resolve("file_1.csv")).stream().skip(1).toList()) {
            place(members, line.split(",", -1)[1].replaceAll(" \\(.*", ""));
        }
        List<Bill> found = billsOf(bills, members);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            places.put(found.get(i).number(), i);
        }
        List<Division> divisions = new ArrayList<>();
        Matcher each = VOTE.matcher(Files.readString(votes.resolve("votes_metadata.csv")));
        while (each.find()) {
            long at = LocalDateTime.parse(each.group(2)).toInstant(OTTAWA).toEpochMilli();
            divisions.add(new Division(Integer.parseInt(each.group(1)), at, places.getOrDefault(each.group(3), -1)));
        }
        divisions.sort(Comparator.comparingLong(Division::at));
        return new House(session, found, divisions, List.copyOf(members.keySet()));
    }

    private static int place(Map<String, Integer> members, String name) {
        String plain = TITLE.matcher(name).replaceAll("").replace(' ', '-');
        return members.computeIfAbsent(plain, unknown -> members.size());
    }

    private static List<Bill> billsOf(Path file, Map<String, Integer> members) throws IOException {
        List<Bill> bills = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            Map<String, String> fields = new HashMap<>();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && isRead(xml.getLocalName())) {
                    fields.put(xml.getLocalName(), xml.getElementText().strip());
                } else if (xml.isEndElement() && xml.getLocalName().equals("Bill")) {
                    bills.add(new Bill(
                            fields.getOrDefault("BillNumberFormatted", ""),
                            place(members, fields.getOrDefault("SponsorEn", "")),
                            introduced(fields)));
                    fields.clear();
                }
            }
        } catch (XMLStreamException malformed) {
            throw new IOException(malformed);
        }
        bills.sort(Comparator.comparingLong(Bill::introduced).thenComparing(Bill::number));
        return bills;
    }

    private static boolean isRead(String name) {
        return name.equals("BillNumberFormatted") || name.equals("SponsorEn") || name.endsWith("FirstReadingDateTime");
    }

    private static long introduced(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(each ->
                        each.getKey().endsWith("DateTime") && !each.getValue().isEmpty())
                .mapToLong(each ->
                        OffsetDateTime.parse(each.getValue()).toInstant().toEpochMilli())
                .min()
                .orElse(0);
    }

    /** Some 900 bills, 700 votes that come in bundles on some three days a week, 320 members. */
    private static House madeUp(String session, long seed) {
        Random random = new Random(seed * 31 + session.hashCode());
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            members.add("member-" + i);
        }
        List<Bill> bills = new ArrayList<>();
        List<Division> votes = new ArrayList<>();
        LocalDate day = LocalDate.of(2016, 1, 11);
        while (votes.size() < 700) {
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue() && day.getDayOfYear() % 28 < 21) {
                sit(day, random, bills, votes, members.size());
            }
            day = day.plusDays(1);
        }
        return new House(session, bills, votes, members);
    }

    private static void sit(LocalDate day, Random random, List<Bill> bills, List<Division> votes, int members) {
        long begin = day.atTime(10, 0).toInstant(OTTAWA).toEpochMilli();
        for (int i = random.nextInt(7); i > 0; i--) {
            bills.add(new Bill("C-" + (bills.size() + 1), random.nextInt(members), begin));
        }
        int divisions = random.nextInt(10) < 6 || bills.isEmpty() ? 0 : 1 + (int) (-6 * Math.log(random.nextDouble()));
        int bill = bills.isEmpty() ? -1 : random.nextInt(bills.size());
        for (int i = 0; i < divisions; i++) {
            bill = random.nextInt(3) == 0 ? random.nextInt(bills.size()) : bill;
            long at = begin + (8 * 60 + i * 12L) * 60_000;
            votes.add(new Division(votes.size() + 1, at, random.nextInt(4) == 0 ? -1 : bill));
        }
    }
}
