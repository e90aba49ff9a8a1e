// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.benchmarks.Habits.Spot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** All answers that a site about some sessions can give, under their keys; the first session is the one that sits. */
final class Site {
    static final int PAGE = 20;
    /** The newest things, which change with each new one; other pages are counted from the oldest and stay. */
    static final int NEWEST = -1;

    private final List<House> houses;
    private final List<Map<Integer, List<Integer>>> votesOfBills = new ArrayList<>();
    private final List<Map<Integer, List<Integer>>> billsOfMembers = new ArrayList<>();
    private final Map<String, Thing> things = new LinkedHashMap<>();

    Site(List<House> houses) {
        this.houses = List.copyOf(houses);
        for (int house = 0; house < houses.size(); house++) {
            votesOfBills.add(new HashMap<>());
            billsOfMembers.add(new HashMap<>());
            House all = houses.get(house);
            for (int vote = 0; vote < all.votes().size(); vote++) {
                listed(votesOfBills.get(house), all.votes().get(vote).bill(), vote);
            }
            for (int bill = 0; bill < all.bills().size(); bill++) {
                listed(billsOfMembers.get(house), all.bills().get(bill).sponsor(), bill);
            }
            enter(house, all);
        }
    }

    static Site of(Path data, Habits habits) throws IOException {
        List<House> houses = new ArrayList<>();
        houses.add(House.of(data, habits.current(), habits.seed()));
        for (String session : habits.earlier()) {
            houses.add(House.of(data, session, habits.seed()));
        }
        return new Site(houses);
    }

    /**
     * One answer.
     *
     * @param spot of which kind
     * @param house of which session
     * @param index which bill, vote or member; 0 for lists
     * @param page which page, where there are pages
     */
    record Thing(Spot spot, int house, int index, int page) {}

    private static void listed(Map<Integer, List<Integer>> lists, int key, int value) {
        if (key >= 0) {
            lists.computeIfAbsent(key, unknown -> new ArrayList<>()).add(value);
        }
    }

    private void enter(int house, House all) {
        for (int bill = 0; bill < all.bills().size(); bill++) {
            enter(house, bill, 0, Spot.BILL, Spot.BILL_VOTES, Spot.STATISTICS);
        }
        for (int vote = 0; vote < all.votes().size(); vote++) {
            enter(house, vote, 0, Spot.VOTE, Spot.BALLOTS, Spot.PARTIES);
        }
        for (int member = 0; member < all.members().size(); member++) {
            enter(house, member, 0, Spot.MEMBER);
            for (int page = NEWEST; page < Math.min(4, all.votes().size() / PAGE); page++) {
                enter(house, member, page, Spot.MEMBER_BALLOTS);
            }
        }
        for (int page = NEWEST; page < all.bills().size() / PAGE; page++) {
            enter(house, 0, page, Spot.BILL_LIST);
        }
        for (int page = NEWEST; page < all.votes().size() / PAGE; page++) {
            enter(house, 0, page, Spot.VOTE_LIST);
        }
    }

    private void enter(int house, int index, int page, Spot... spots) {
        for (Spot spot : spots) {
            Thing thing = new Thing(spot, house, index, page);
            things.put(key(thing), thing);
        }
    }

    House house(int house) {
        return houses.get(house);
    }

    int sessions() {
        return houses.size();
    }

    /** All that may be asked for at the end. */
    Map<String, Thing> things() {
        return things;
    }

    Thing thing(String key) {
        return Objects.requireNonNull(things.get(key));
    }

    String key(Thing thing) {
        House house = houses.get(thing.house());
        String session = house.session();
        return switch (thing.spot()) {
            case BILL -> bill(house, thing);
            case BILL_VOTES -> bill(house, thing) + "/votes";
            case STATISTICS -> bill(house, thing) + "/statistics";
            case VOTE -> vote(house, thing);
            case BALLOTS -> vote(house, thing) + "/ballots";
            case PARTIES -> vote(house, thing) + "/parties";
            case MEMBER -> "members/" + house.members().get(thing.index());
            case MEMBER_BALLOTS ->
                "members/" + house.members().get(thing.index()) + "/ballots?session=" + session + page(thing);
            case BILL_LIST -> "bills?session=" + session + page(thing);
            case VOTE_LIST -> "votes?session=" + session + page(thing);
        };
    }

    private static String bill(House house, Thing thing) {
        return "bills/" + house.session() + "/"
                + house.bills().get(thing.index()).number();
    }

    private static String vote(House house, Thing thing) {
        return "votes/" + house.session() + "/"
                + house.votes().get(thing.index()).number();
    }

    private static String page(Thing thing) {
        return thing.page() == NEWEST ? "" : "&page=" + thing.page();
    }

    /** How many bytes an answer has, about as many as the real ones packed. */
    int weight(Thing thing) {
        return switch (thing.spot()) {
            case BILL -> 1_800;
            case BILL_VOTES -> 300 + 400 * Math.min(PAGE, allVotesOf(thing).size());
            case STATISTICS, PARTIES -> 500;
            case VOTE -> 900;
            case BALLOTS -> 6_000;
            case MEMBER -> 1_000;
            case MEMBER_BALLOTS -> 3_000;
            case BILL_LIST -> 7_000;
            case VOTE_LIST -> 4_000;
        };
    }

    long weightOfAll() {
        return things.values().stream().mapToLong(this::weight).sum();
    }

    /** What a cache of this site may take in a replay that decides: a tenth of all. */
    long memory() {
        return weightOfAll() / 10;
    }

    private List<Integer> allVotesOf(Thing bill) {
        return votesOfBills.get(bill.house()).getOrDefault(bill.index(), List.of());
    }

    /** The votes on a bill until then, oldest first. */
    List<Integer> votesOf(int house, int bill, long at) {
        return votesOfBills.get(house).getOrDefault(bill, List.of()).stream()
                .filter(vote -> houses.get(house).votes().get(vote).at() <= at)
                .toList();
    }

    List<Integer> billsOf(int house, int member, long at) {
        return billsOfMembers.get(house).getOrDefault(member, List.of()).stream()
                .filter(bill -> houses.get(house).bills().get(bill).introduced() <= at)
                .toList();
    }

    /** How many bills there were then. */
    int bills(int house, long at) {
        List<House.Bill> all = houses.get(house).bills();
        return count(all.size(), index -> all.get(index).introduced() <= at);
    }

    int votes(int house, long at) {
        List<House.Division> all = houses.get(house).votes();
        return count(all.size(), index -> all.get(index).at() <= at);
    }

    private interface Been {
        boolean been(int index);
    }

    private static int count(int size, Been before) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) / 2;
            if (before.been(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What stands on a page of a list, in its order, when there are so many. */
    static List<Integer> on(int page, int count) {
        return page == NEWEST
                ? IntStream.range(0, Math.min(PAGE, count))
                        .map(place -> count - 1 - place)
                        .boxed()
                        .toList()
                : IntStream.range(page * PAGE, Math.min((page + 1) * PAGE, count))
                        .boxed()
                        .toList();
    }

    /** The page of older things after that one; less than none if there is none. */
    static int older(int page, int count) {
        return page == NEWEST ? count / PAGE - 1 : page == 0 ? -2 : page - 1;
    }
}
