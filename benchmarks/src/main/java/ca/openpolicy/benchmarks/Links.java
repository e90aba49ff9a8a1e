// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Habits.Spot;
import ca.openpolicy.benchmarks.Site.Thing;
import ca.openpolicy.storage.cache.warm.Hint;
import ca.openpolicy.storage.cache.warm.Hints;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a site knows of its things: which link leads where. How often anybody follows one, it does not know. */
final class Links implements Hints<String> {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Site site;
    private final Clock clock;

    Links(Site site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    @Override
    public List<Hint<String>> after(String key) {
        Thing here = site.thing(key);
        List<Hint<String>> links = new ArrayList<>();
        switch (here.spot()) {
            case BILL -> {
                votes(links, here);
                same(links, here, Spot.STATISTICS);
                link(links, here, Spot.MEMBER, bill(here).sponsor());
                nextBill(links, here);
            }
            case BILL_VOTES -> {
                same(links, here, Spot.STATISTICS);
                newestVotes(links, here);
                nextBill(links, here);
            }
            case STATISTICS -> {
                same(links, here, Spot.BILL_VOTES);
                nextBill(links, here);
            }
            case VOTE -> {
                same(links, here, Spot.BALLOTS, Spot.PARTIES);
                voteOn(here).ifPresent(bill -> link(links, here, Spot.BILL, bill));
                neighbours(links, here);
            }
            case BALLOTS -> {
                same(links, here, Spot.PARTIES);
                neighbours(links, here);
            }
            case PARTIES -> {
                same(links, here, Spot.BALLOTS);
                neighbours(links, here);
            }
            case MEMBER -> add(links, here, Spot.MEMBER_BALLOTS, here.index(), Site.NEWEST);
            case MEMBER_BALLOTS -> add(links, here, Spot.MEMBER_BALLOTS, here.index(), here.page() + 1);
            case BILL_LIST -> listed(links, here, Spot.BILL, site.bills(here.house(), clock.millis()));
            case VOTE_LIST -> listed(links, here, Spot.VOTE, site.votes(here.house(), clock.millis()));
        }
        return links;
    }

    private House.Bill bill(Thing here) {
        return site.house(here.house()).bills().get(here.index());
    }

    private Optional<Integer> voteOn(Thing here) {
        return Optional.of(site.house(here.house()).votes().get(here.index()).bill())
                .filter(bill -> bill >= 0);
    }

    private void same(List<Hint<String>> links, Thing here, Spot... spots) {
        for (Spot spot : spots) {
            link(links, here, spot, here.index());
        }
    }

    private void link(List<Hint<String>> links, Thing here, Spot spot, int index) {
        add(links, here, spot, index, 0);
    }

    private void add(List<Hint<String>> links, Thing here, Spot spot, int index, int page) {
        hint(links, here.spot() + ">" + spot, new Thing(spot, here.house(), index, page));
    }

    private void hint(List<Hint<String>> links, String relation, Thing to) {
        String key = site.key(to);
        if (site.things().containsKey(key)) {
            links.add(new Hint<>(relation, key));
        }
    }

    /** Whether there are any, and new ones, is shown with the link. */
    private void votes(List<Hint<String>> links, Thing bill) {
        List<Integer> votes = site.votesOf(bill.house(), bill.index(), clock.millis());
        boolean fresh = !votes.isEmpty()
                && site.house(bill.house()).votes().get(votes.getLast()).at() > clock.millis() - DAY;
        String relation = votes.isEmpty() ? "BILL>none" : fresh ? "BILL>fresh" : "BILL>votes";
        hint(links, relation, new Thing(Spot.BILL_VOTES, bill.house(), bill.index(), 0));
    }

    private void nextBill(List<Hint<String>> links, Thing here) {
        if (here.index() + 1 < site.bills(here.house(), clock.millis())) {
            hint(links, here.spot() + ">next", new Thing(Spot.BILL, here.house(), here.index() + 1, 0));
        }
    }

    private void neighbours(List<Hint<String>> links, Thing here) {
        if (here.index() + 1 < site.votes(here.house(), clock.millis())) {
            hint(links, here.spot() + ">next", new Thing(Spot.VOTE, here.house(), here.index() + 1, 0));
        }
        if (here.index() > 0) {
            hint(links, here.spot() + ">before", new Thing(Spot.VOTE, here.house(), here.index() - 1, 0));
        }
    }

    private void newestVotes(List<Hint<String>> links, Thing here) {
        List<Integer> votes =
                site.votesOf(here.house(), here.index(), clock.millis()).reversed();
        if (!votes.isEmpty()) {
            hint(links, "VOTES>newest", new Thing(Spot.VOTE, here.house(), votes.getFirst(), 0));
            hint(links, "VOTES>ballots", new Thing(Spot.BALLOTS, here.house(), votes.getLast(), 0));
        }
        if (votes.size() > 1) {
            hint(links, "VOTES>second", new Thing(Spot.VOTE, here.house(), votes.get(1), 0));
        }
    }

    private void listed(List<Hint<String>> links, Thing here, Spot spot, int count) {
        List<Integer> things = Site.on(here.page(), count);
        String list = here.spot() + (here.page() == Site.NEWEST ? ">newest" : ">item");
        for (int place = 0; place < Math.min(3, things.size()); place++) {
            hint(links, list + place, new Thing(spot, here.house(), things.get(place), 0));
        }
        int older = Site.older(here.page(), count);
        if (older >= 0) {
            hint(links, here.spot() + ">older", new Thing(here.spot(), here.house(), 0, older));
        }
    }
}
