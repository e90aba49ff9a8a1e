// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Habits.Spot;
import ca.openpolicy.benchmarks.Site.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Where people come in, and which link they follow. */
final class Walk {
    private static final double SELDOM = 0.25;

    private final Site site;
    private final Habits habits;
    private final Favourites favourites;
    private final Random random;

    Walk(Site site, Habits habits, Favourites favourites, Random random) {
        this.site = site;
        this.habits = habits;
        this.favourites = favourites;
        this.random = random;
    }

    Thing entry(long at) {
        double which = random.nextDouble();
        if (which < 0.55) {
            return favourites.bill(at);
        }
        if (which < 0.65) {
            return new Thing(Spot.MEMBER, 0, favourites.member(0), 0);
        }
        if (which < 0.77) {
            return new Thing(Spot.BILL_LIST, 0, 0, Site.NEWEST);
        }
        return which < 0.85 ? new Thing(Spot.VOTE_LIST, 0, 0, Site.NEWEST) : recentVote(at);
    }

    private Thing recentVote(long at) {
        int count = site.votes(0, at);
        boolean recent = random.nextDouble() < 0.8;
        int back = recent ? (int) (-12 * Math.log(1 - random.nextDouble())) : random.nextInt(count);
        return new Thing(Spot.VOTE, 0, Math.max(0, count - 1 - back), 0);
    }

    /** Nothing when the visit is over. */
    Optional<Thing> next(Thing here, long reader, long at) {
        double which = random.nextDouble();
        for (Map.Entry<Spot, Double> step :
                habits.moves().getOrDefault(here.spot(), Map.of()).entrySet()) {
            which -= step.getValue();
            if (which < 0) {
                return to(step.getKey(), here, reader, at);
            }
        }
        return Optional.empty();
    }

    private Optional<Thing> to(Spot spot, Thing here, long reader, long at) {
        return switch (spot) {
            case BILL -> bill(here, at);
            case BILL_VOTES -> votesOf(here, at);
            case STATISTICS, BALLOTS, PARTIES -> Optional.of(new Thing(spot, here.house(), here.index(), 0));
            case VOTE -> vote(here, at);
            case MEMBER -> Optional.of(member(here, reader));
            case MEMBER_BALLOTS -> ballots(here, at);
            case BILL_LIST -> list(spot, here, site.bills(here.house(), at));
            case VOTE_LIST -> list(spot, here, site.votes(here.house(), at));
        };
    }

    private Optional<Thing> bill(Thing here, long at) {
        return switch (here.spot()) {
            case BILL -> Optional.of(favourites.bill(at));
            case BILL_VOTES, STATISTICS -> Optional.of(new Thing(Spot.BILL, here.house(), here.index(), 0));
            case VOTE, PARTIES, BALLOTS ->
                Optional.of(site.house(here.house()).votes().get(here.index()).bill())
                        .filter(bill -> bill >= 0)
                        .map(bill -> new Thing(Spot.BILL, here.house(), bill, 0));
            case MEMBER -> oneOf(Spot.BILL, here.house(), site.billsOf(here.house(), here.index(), at), 0.3);
            case BILL_LIST -> oneOf(Spot.BILL, here.house(), Site.on(here.page(), site.bills(here.house(), at)), 0.15);
            case MEMBER_BALLOTS, VOTE_LIST -> Optional.empty();
        };
    }

    /** Whoever sees that there was none yet seldom asks for votes. */
    private Optional<Thing> votesOf(Thing here, long at) {
        boolean none = site.votesOf(here.house(), here.index(), at).isEmpty();
        return none && random.nextDouble() > SELDOM
                ? Optional.empty()
                : Optional.of(new Thing(Spot.BILL_VOTES, here.house(), here.index(), 0));
    }

    private Optional<Thing> vote(Thing here, long at) {
        int count = site.votes(here.house(), at);
        return switch (here.spot()) {
            case BILL_VOTES ->
                oneOf(
                        Spot.VOTE,
                        here.house(),
                        site.votesOf(here.house(), here.index(), at).reversed(),
                        0.6);
            case VOTE, BALLOTS, PARTIES ->
                here.index() == 0
                        ? Optional.empty()
                        : Optional.of(new Thing(Spot.VOTE, here.house(), here.index() - 1, 0));
            case VOTE_LIST -> oneOf(Spot.VOTE, here.house(), Site.on(here.page(), count), 0.2);
            case MEMBER_BALLOTS -> oneOf(Spot.VOTE, here.house(), Site.on(Site.NEWEST, count), 0.2);
            case BILL, STATISTICS, MEMBER, BILL_LIST -> Optional.empty();
        };
    }

    /** The first of them so often, the next of the others so often, and so on. */
    private Optional<Thing> oneOf(Spot spot, int house, List<Integer> things, double first) {
        if (things.isEmpty()) {
            return Optional.empty();
        }
        int place = (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - first));
        return Optional.of(new Thing(spot, house, things.get(place % things.size()), 0));
    }

    private Thing member(Thing here, long reader) {
        if (here.spot() == Spot.BILL) {
            return sponsor(here);
        }
        int own = new Random(reader).nextInt(site.house(here.house()).members().size());
        return new Thing(Spot.MEMBER, here.house(), random.nextBoolean() ? own : favourites.member(here.house()), 0);
    }

    Thing sponsor(Thing bill) {
        int sponsor = site.house(bill.house()).bills().get(bill.index()).sponsor();
        return new Thing(Spot.MEMBER, bill.house(), sponsor, 0);
    }

    private Optional<Thing> ballots(Thing here, long at) {
        if (here.spot() == Spot.MEMBER) {
            return Optional.of(new Thing(Spot.MEMBER_BALLOTS, here.house(), here.index(), Site.NEWEST));
        }
        int pages = Math.min(4, site.votes(here.house(), at) / Site.PAGE);
        return here.page() + 1 < pages
                ? Optional.of(new Thing(Spot.MEMBER_BALLOTS, here.house(), here.index(), here.page() + 1))
                : Optional.empty();
    }

    private static Optional<Thing> list(Spot spot, Thing here, int count) {
        int page = here.spot() == spot ? Site.older(here.page(), count) : Site.NEWEST;
        return page < Site.NEWEST ? Optional.empty() : Optional.of(new Thing(spot, here.house(), 0, page));
    }
}
