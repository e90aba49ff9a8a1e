// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import static org.assertj.core.api.Assertions.assertThat;

import ca.openpolicy.verification.RealData;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of a list is what the same question finds in all its rows. */
abstract class QueryContract {
    private static final long SEED = 20_250_914;
    private static final int PARENTS = RealData.ENDURANCE ? 40 : 4;

    /** The rows of the server. */
    abstract World world();

    /** A list by its name, narrowed to what can be held in memory. */
    Listing listing(String name) throws IOException, InterruptedException {
        return switch (name) {
            case "bills" -> Listings.bills();
            case "votes" -> Listings.votes();
            case "ballots" -> world().ballots();
            case "members" -> Listings.members();
            case "parties" -> Listings.parties();
            case "sessions" -> Listings.sessions();
            case "jurisdictions" -> Listings.jurisdictions();
            case "etl/runs" -> Listings.runs();
            default -> Listings.sources();
        };
    }

    /** How many queries of each list are made up. */
    abstract int queries();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills",
                "votes",
                "ballots",
                "members",
                "parties",
                "sessions",
                "jurisdictions",
                "etl/runs",
                "platform/sources"
            })
    void a_query_finds_what_it_finds_in_memory(String name) throws Exception {
        agrees(listing(name), SEED, queries());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bills",
                "votes",
                "ballots",
                "members",
                "parties",
                "sessions",
                "jurisdictions",
                "etl/runs",
                "platform/sources"
            })
    void tables_and_lines_carry_what_objects_carry(String name) throws Exception {
        Listing listing = listing(name);
        Queries queries = new Queries(listing, world().rows(listing, ""), SEED + 1);
        for (int n = 0; n < Math.max(1, queries() / 4); n++) {
            Query query = queries.next();
            world().checks().agreesInOtherForms(query, world().rows(listing, query.sort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bills", "votes", "ballots", "members"})
    void an_order_is_the_one_it_says_and_reversed_the_other_way(String name) throws Exception {
        Listing listing = listing(name);
        for (Map.Entry<String, Order> each : listing.orders().entrySet()) {
            String sort = each.getKey();
            Order order = each.getValue();
            List<JsonObject> up = json(world().rows(listing, sort));
            Checks.isSorted(name + " by " + sort, up, order);
            List<JsonObject> down = json(world().rows(listing, "-" + sort));
            int with = (int) up.stream().filter(order::has).count();
            Checks.same(name + " by -" + sort, down.subList(0, with).reversed(), up.subList(0, with));
            assertThat(down).as(name + " by -" + sort).hasSameSizeAs(up).containsAll(up);
            assertThat(up).as(name).containsExactlyInAnyOrderElementsOf(json(world().rows(listing, "")));
        }
    }

    @Test
    void lists_below_bills_are_narrowed_to_them() throws Exception {
        for (JsonObject bill : some("bills")) {
            agrees(below(listing("votes"), bill, "bill"), SEED, 2);
            agrees(below(listing("ballots"), bill, "bill"), SEED, 2);
        }
    }

    @Test
    void lists_below_votes_are_narrowed_to_them() throws Exception {
        for (JsonObject vote : some("votes")) {
            agrees(below(listing("ballots"), vote, "vote"), SEED, 3);
        }
    }

    @Test
    void lists_below_members_are_narrowed_to_them() throws Exception {
        for (JsonObject member : some("members")) {
            agrees(below(listing("ballots"), member, "member"), SEED, 3);
        }
    }

    @Test
    void what_is_written_of_one_thing_is_paged_like_any_list() throws Exception {
        for (JsonObject bill : some("bills")) {
            agrees(Listings.plain(bill.getString("url") + "/history"), SEED, 2);
            agrees(Listings.plain(bill.getString("url") + "/text"), SEED, 2);
        }
        for (JsonObject vote : some("votes")) {
            agrees(Listings.plain(vote.getString("url") + "/parties"), SEED, 3);
        }
    }

    private void agrees(Listing listing, long seed, int times) throws IOException, InterruptedException {
        Queries queries = new Queries(listing, world().rows(listing, ""), seed);
        for (int n = 0; n < times; n++) {
            Query query = queries.next();
            world().checks().agrees(query, world().rows(listing, query.sort()));
        }
    }

    /** What lies below a thing must be what the whole list says of it. */
    private Listing below(Listing whole, JsonObject parent, String decided) throws IOException, InterruptedException {
        String last = whole.path().substring(whole.path().lastIndexOf('/'));
        Listing below = whole.below(parent.getString("url") + last, decided);
        Query narrowed = new Query(
                whole,
                List.of(new Term(
                        decided, decided, parent.getString("id"), found -> found.contains(parent.getString("id")))),
                "",
                1,
                java.util.Set.of(),
                "");
        List<JsonObject> wanted = new ArrayList<>();
        for (Row row : world().rows(whole, "")) {
            if (row.meets(narrowed.terms())) {
                wanted.add(row.json());
            }
        }
        Checks.same(below.path(), json(world().rows(below, "")), wanted);
        return below;
    }

    private List<JsonObject> some(String name) throws IOException, InterruptedException {
        List<JsonObject> all = new ArrayList<>(json(world().rows(listing(name), "")));
        Collections.shuffle(all, new Random(SEED));
        return all.subList(0, Math.min(PARENTS, all.size()));
    }

    private static List<JsonObject> json(List<Row> rows) {
        return rows.stream().map(Row::json).toList();
    }
}
