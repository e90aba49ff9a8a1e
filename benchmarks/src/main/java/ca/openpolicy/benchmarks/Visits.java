// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Habits.Spot;
import ca.openpolicy.benchmarks.Site.Thing;
import ca.openpolicy.benchmarks.Trace.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Has readers come, and hands their visits over. */
final class Visits {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long OTTAWA = -5 * HOUR;
    private static final double SITTING = 1.6;
    private static final double BURST_HOURS = 2;
    private static final int FOLLOWERS = 400;
    private static final int PROGRAMS = 6;
    private static final int CHANGED_A_DAY = 6;
    /** How busy each hour is, as part of the busiest. */
    private static final double[] HOURS = {
        0.22, 0.15, 0.10, 0.08, 0.09, 0.14, 0.28, 0.48, 0.70, 0.85, 0.92, 0.95, 1.00, 0.96, 0.92, 0.90, 0.84, 0.76,
        0.72, 0.78, 0.82, 0.72, 0.52, 0.34
    };

    private final Site site;
    private final Habits habits;
    private final Random random;
    private final Favourites favourites;
    private final Walk walk;
    private final List<Event> events = new ArrayList<>();
    private final List<List<Thing>> followed = new ArrayList<>();
    private final boolean[][] programs = new boolean[PROGRAMS][4];
    private final long begin;
    private final long end;
    private long readers;

    Visits(Site site, Habits habits) {
        this.site = site;
        this.habits = habits;
        this.random = new Random(habits.seed());
        this.favourites = new Favourites(site, habits.skew(), random);
        this.walk = new Walk(site, habits, favourites, random);
        List<House.Division> votes = site.house(0).votes();
        long first = votes.get((int) (votes.size() * habits.begin())).at();
        this.begin = first - Math.floorMod(first + OTTAWA, DAY);
        this.end = begin + habits.days() * DAY;
    }

    List<Event> all() {
        for (boolean[] parts : programs) {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = random.nextDouble() < 0.7;
            }
        }
        for (int i = 0; i < FOLLOWERS; i++) {
            int count = 3 + random.nextInt(8);
            followed.add(java.util.stream.IntStream.range(0, count)
                    .mapToObj(each -> favourites.billNow(begin))
                    .toList());
        }
        changes();
        Set<Long> sitting = sittingDays();
        for (long day = begin; day < end; day += DAY) {
            ordinary(day, sitting.contains((day + OTTAWA) / DAY) ? SITTING : 1);
        }
        bursts();
        for (int i = 0; i < habits.crawlers(); i++) {
            crawl();
        }
        return events;
    }

    private void read(long at, long reader, Thing thing) {
        if (at < end) {
            events.add(new Event(at, reader, site.key(thing)));
        }
    }

    private void changed(long at, Thing thing) {
        String key = site.key(thing);
        if (site.things().containsKey(key)) {
            events.add(new Event(at, 0, key));
        }
    }

    private Set<Long> sittingDays() {
        Set<Long> days = new HashSet<>();
        site.house(0).votes().forEach(vote -> days.add((vote.at() + OTTAWA) / DAY));
        return days;
    }

    /** New bills, bills that move on, votes. */
    private void changes() {
        House house = site.house(0);
        for (House.Bill bill : house.bills()) {
            if (bill.introduced() >= begin && bill.introduced() < end) {
                changed(bill.introduced(), new Thing(Spot.BILL_LIST, 0, 0, Site.NEWEST));
            }
        }
        for (long day : sittingDays()) {
            long noon = day * DAY - OTTAWA + 12 * HOUR;
            for (int i = 0; i < CHANGED_A_DAY && noon >= begin && noon < end; i++) {
                changed(noon + i * 10L * MINUTE, favourites.billNow(noon));
            }
        }
        for (int vote = 0; vote < house.votes().size(); vote++) {
            House.Division division = house.votes().get(vote);
            if (division.at() >= begin && division.at() < end) {
                taken(division, house.members().size());
            }
        }
    }

    private void taken(House.Division vote, int members) {
        changed(vote.at(), new Thing(Spot.VOTE_LIST, 0, 0, Site.NEWEST));
        for (int member = 0; member < members; member++) {
            changed(vote.at(), new Thing(Spot.MEMBER_BALLOTS, 0, member, Site.NEWEST));
        }
        if (vote.bill() >= 0) {
            changed(vote.at(), new Thing(Spot.BILL, 0, vote.bill(), 0));
            changed(vote.at(), new Thing(Spot.BILL_VOTES, 0, vote.bill(), 0));
            changed(vote.at(), new Thing(Spot.STATISTICS, 0, vote.bill(), 0));
        }
    }

    private void ordinary(long day, double busy) {
        double sum = Arrays.stream(HOURS).sum();
        for (int hour = 0; hour < HOURS.length; hour++) {
            int visits = (int) Math.round(habits.visitsADay() * busy * HOURS[hour] / sum);
            for (int i = 0; i < visits; i++) {
                visit(day + hour * HOUR + (long) (random.nextDouble() * HOUR));
            }
        }
    }

    private void visit(long at) {
        double[] shares = {
            habits.people(), habits.followers(), habits.apps(), habits.researchers(), habits.pollers(), habits.noise()
        };
        double which = random.nextDouble() * Arrays.stream(shares).sum();
        int kind = 0;
        while (which >= shares[kind]) {
            which -= shares[kind++];
        }
        switch (kind) {
            case 0 -> follow(at, ++readers, walk.entry(at));
            case 1 -> comeAgain(at);
            case 2 -> show(at);
            case 3 -> research(at);
            case 4 -> poll(at);
            default -> read(at, ++readers, anything(at));
        }
    }

    /** From link to link. */
    private void follow(long from, long reader, Thing entry) {
        long at = from;
        Optional<Thing> here = Optional.of(entry);
        while (here.isPresent()) {
            read(at, reader, here.get());
            at += dwell();
            here = walk.next(here.get(), reader, at);
        }
    }

    private long dwell() {
        return Math.max(500, (long) (habits.dwell() * Math.exp(random.nextGaussian())));
    }

    private void comeAgain(long from) {
        int who = random.nextInt(FOLLOWERS);
        long reader = 1_000_000_000L + who;
        long at = from;
        for (Thing bill : followed.get(who)) {
            read(at, reader, bill);
            at += dwell() / 2;
            List<Integer> votes = site.votesOf(bill.house(), bill.index(), at);
            boolean news = !votes.isEmpty()
                    && site.house(bill.house()).votes().get(votes.getLast()).at() > at - 2 * DAY;
            if (random.nextDouble() < (news ? 0.9 : 0.1)) {
                read(at, reader, new Thing(Spot.BILL_VOTES, bill.house(), bill.index(), 0));
                at += dwell() / 2;
                if (news) {
                    at = newest(at, reader, bill.house(), votes.getLast());
                }
            }
        }
    }

    private long newest(long from, long reader, int house, int vote) {
        read(from, reader, new Thing(Spot.VOTE, house, vote, 0));
        long at = from + dwell();
        if (random.nextBoolean()) {
            read(at, reader, new Thing(Spot.BALLOTS, house, vote, 0));
            at += dwell();
        }
        return at;
    }

    /** A program shows a thing, asking for its parts when it has the thing itself. */
    private void show(long from) {
        boolean[] parts = programs[random.nextInt(PROGRAMS)];
        long reader = ++readers;
        long at = from;
        Thing here = random.nextDouble() < 0.65 ? favourites.bill(at) : walk.entry(at);
        boolean more = true;
        while (more) {
            read(at, reader, here);
            showParts(at + 60 + random.nextInt(200), reader, here, parts);
            at += dwell();
            Optional<Thing> next = random.nextDouble() < 0.4 ? walk.next(here, reader, at) : Optional.empty();
            more = next.isPresent();
            here = next.orElse(here);
        }
    }

    private void showParts(long at, long reader, Thing here, boolean[] parts) {
        switch (here.spot()) {
            case BILL -> {
                part(at, reader, parts[0], Spot.BILL_VOTES, here);
                part(at + 5, reader, parts[1], Spot.STATISTICS, here);
                if (parts[2]) {
                    read(at + 10, reader, walk.sponsor(here));
                }
            }
            case VOTE -> {
                part(at, reader, parts[0], Spot.PARTIES, here);
                part(at + 5, reader, parts[3], Spot.BALLOTS, here);
            }
            case MEMBER -> read(at, reader, new Thing(Spot.MEMBER_BALLOTS, here.house(), here.index(), Site.NEWEST));
            case BILL_VOTES, STATISTICS, BALLOTS, PARTIES, MEMBER_BALLOTS, BILL_LIST, VOTE_LIST -> {
                // shown as it is
            }
        }
    }

    private void part(long at, long reader, boolean wanted, Spot spot, Thing of) {
        if (wanted) {
            read(at, reader, new Thing(spot, of.house(), of.index(), 0));
        }
    }

    private void research(long from) {
        long reader = ++readers;
        long at = from;
        if (random.nextBoolean()) {
            Thing bill = favourites.bill(at);
            read(at, reader, new Thing(Spot.BILL_VOTES, bill.house(), bill.index(), 0));
            for (int vote : site.votesOf(bill.house(), bill.index(), at)) {
                at += 2_000 + random.nextInt(3_000);
                read(at, reader, new Thing(Spot.BALLOTS, bill.house(), vote, 0));
            }
            return;
        }
        Thing page = new Thing(Spot.MEMBER_BALLOTS, 0, favourites.member(0), Site.NEWEST);
        for (int next = Site.NEWEST; next < 4; next++) {
            read(at, reader, new Thing(Spot.MEMBER_BALLOTS, 0, page.index(), next));
            at += 2_000 + random.nextInt(3_000);
        }
    }

    /** Twenty programs look for new votes some times an hour, and take each of them once. */
    private void poll(long from) {
        long reader = 2_000_000_000L + random.nextInt(20);
        read(from, reader, new Thing(Spot.VOTE_LIST, 0, 0, Site.NEWEST));
        int now = site.votes(0, from);
        int before = site.votes(0, from - 30 * MINUTE);
        long at = from + 300;
        for (int vote = before; vote < now; vote++) {
            read(at, reader, new Thing(Spot.VOTE, 0, vote, 0));
            read(at + 100, reader, new Thing(Spot.BALLOTS, 0, vote, 0));
            at += 500;
        }
    }

    private Thing anything(long at) {
        int house = random.nextInt(site.sessions());
        return switch (random.nextInt(5)) {
            case 0 -> new Thing(Spot.BILL, house, random.nextInt(site.bills(house, at)), 0);
            case 1 -> new Thing(Spot.BILL_VOTES, house, random.nextInt(site.bills(house, at)), 0);
            case 2 -> new Thing(Spot.BALLOTS, house, random.nextInt(site.votes(house, at)), 0);
            case 3 -> new Thing(Spot.VOTE, house, random.nextInt(site.votes(house, at)), 0);
            default ->
                new Thing(
                        Spot.MEMBER,
                        house,
                        random.nextInt(site.house(house).members().size()),
                        0);
        };
    }

    /** The first vote of a day on a bill brings readers, more of them to bills that are known. */
    private void bursts() {
        Set<String> seen = new HashSet<>();
        List<House.Division> votes = site.house(0).votes();
        for (int vote = 0; vote < votes.size(); vote++) {
            House.Division division = votes.get(vote);
            boolean inTime = division.at() >= begin && division.at() < end && division.bill() >= 0;
            if (inTime && seen.add((division.at() + OTTAWA) / DAY + ":" + division.bill())) {
                burst(division, vote);
            }
        }
    }

    private void burst(House.Division division, int vote) {
        double known = 0.4 * Math.exp(random.nextGaussian());
        int visits = (int) (habits.burst() * known * habits.visitsADay() / 24);
        for (int i = 0; i < visits; i++) {
            long at = division.at() + MINUTE + (long) (-BURST_HOURS * HOUR * Math.log(1 - random.nextDouble()));
            double where = random.nextDouble();
            Spot spot = where < 0.6 ? Spot.BILL : where < 0.9 ? Spot.VOTE : Spot.BALLOTS;
            follow(at, ++readers, new Thing(spot, 0, spot == Spot.BILL ? division.bill() : vote, 0));
        }
    }

    /** Lists from their oldest page on, with or without what belongs to each thing; then it rests for hours. */
    private void crawl() {
        long at = begin + (long) (random.nextDouble() * 6 * HOUR);
        while (at < end) {
            long reader = ++readers;
            int house = random.nextInt(site.sessions());
            boolean bills = random.nextBoolean();
            boolean first = random.nextDouble() < 0.7;
            boolean second = random.nextDouble() < 0.3;
            int count = bills ? site.bills(house, at) : site.votes(house, at);
            int from = random.nextInt(Math.max(1, count / Site.PAGE));
            int to = Math.min(count / Site.PAGE, from + 5 + random.nextInt(36));
            for (int page = from; page < to; page++) {
                at = pause(at);
                read(at, reader, new Thing(bills ? Spot.BILL_LIST : Spot.VOTE_LIST, house, 0, page));
                for (int each : Site.on(page, count)) {
                    at = crawled(at, reader, new Thing(bills ? Spot.BILL : Spot.VOTE, house, each, 0), first, second);
                }
            }
            at += 2 * HOUR + (long) (random.nextDouble() * 5 * HOUR);
        }
    }

    private long crawled(long from, long reader, Thing thing, boolean first, boolean second) {
        long at = pause(from);
        read(at, reader, thing);
        boolean bill = thing.spot() == Spot.BILL;
        if (first) {
            at = pause(at);
            part(at, reader, true, bill ? Spot.BILL_VOTES : Spot.BALLOTS, thing);
        }
        if (second) {
            at = pause(at);
            part(at, reader, true, bill ? Spot.STATISTICS : Spot.PARTIES, thing);
        }
        return at;
    }

    private long pause(long at) {
        return at + habits.crawlerPause() / 2 + (long) (random.nextDouble() * habits.crawlerPause());
    }
}
