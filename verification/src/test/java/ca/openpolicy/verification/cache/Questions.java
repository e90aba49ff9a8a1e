// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes reading requests by chance: every address, with parameters and headers that it takes. */
final class Questions {
    private static final List<String> LANGUAGES = List.of("en", "fr");
    private static final List<String> FORMATS = List.of("json", "ndjson", "csv");

    /** What one address takes. */
    private record Address(String path, boolean list, List<String> includes, List<String> fields) {}

    private static final List<String> BILL = List.of("votes", "statistics", "vote_summary", "sponsor", "stages");
    private static final List<String> VOTE = List.of("bill", "ballots", "parties");

    /** A request. */
    record Question(String path, Map<String, String> headers) {}

    private final Random random;

    Questions(Random random) {
        this.random = random;
    }

    /** Few enough that most are asked again. */
    Question next() {
        Address address = address();
        List<String> parameters = new ArrayList<>();
        String form = address.list() && random.nextInt(3) == 0 ? any(FORMATS) : "";
        if (!form.isEmpty()) {
            parameters.add("format=" + form);
        }
        if (random.nextInt(3) == 0) {
            parameters.add("lang=" + any(LANGUAGES));
        }
        if (!address.fields().isEmpty() && random.nextInt(4) == 0) {
            parameters.add("fields=" + any(address.fields()));
        } else if (!address.includes().isEmpty() && !form.equals("csv") && random.nextInt(2) == 0) {
            parameters.add("include=" + any(address.includes()));
        }
        if (address.list() && random.nextInt(4) == 0) {
            parameters.add("limit=2&count=true");
        }
        return new Question(
                address.path()
                        + (parameters.isEmpty() ? "" : (address.path().contains("?") ? "&" : "?"))
                        + String.join("&", parameters),
                headers(address));
    }

    private Map<String, String> headers(Address address) {
        Map<String, String> headers = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            headers.put("Accept-Encoding", "gzip");
        }
        if (address.list() && random.nextInt(5) == 0) {
            headers.put("Accept", any(List.of("application/json", "application/x-ndjson, */*;q=0.1", "*/*")));
        }
        if (random.nextInt(5) == 0) {
            headers.put("Accept-Language", any(LANGUAGES));
        }
        return headers;
    }

    private Address address() {
        String bill =
                "/api/v1/bills/" + Diet.bill(1 + random.nextInt(Diet.BILLS)).canonical();
        String vote = "/api/v1/votes/yy/3-1/house/" + (1 + random.nextInt(Diet.VOTES));
        String member = "/api/v1/members/yy/" + (1 + random.nextInt(Diet.MEMBERS));
        List<String> titles = List.of("key,title", "key,status,overrides", "key,votes");
        return switch (random.nextInt(18)) {
            case 0 -> new Address("/api/v1/bills?jurisdiction=yy", true, BILL, titles);
            case 1 -> new Address("/api/v1/bills?jurisdiction=yy&sort=-updated_at", true, BILL, titles);
            case 2, 3 -> new Address(bill, false, BILL, titles);
            case 4 -> new Address(bill + "/history", true, List.of(), List.of());
            case 5 -> new Address(bill + "/statistics", false, List.of(), List.of());
            case 6 -> new Address(bill + "/votes", true, VOTE, List.of("key,result"));
            case 7 -> new Address(bill + "/ballots", true, List.of(), List.of("key,choice"));
            case 8 -> new Address(bill + "/feed.atom", false, List.of(), List.of());
            case 9 -> new Address("/api/v1/votes?jurisdiction=yy", true, VOTE, List.of("key,bill", "key,ballots"));
            case 10, 11 -> new Address(vote, false, VOTE, List.of("key,bill", "key,ballots"));
            case 12 -> new Address(vote + "/ballots", true, List.of(), List.of("key,choice,party_then"));
            case 13 -> new Address(vote + "/parties", true, List.of(), List.of());
            case 14 -> new Address(member, false, List.of("memberships"), List.of("key,name"));
            case 15 -> new Address(member + "/ballots", true, List.of(), List.of("key,choice"));
            case 16 -> new Address("/api/v1/members?jurisdiction=yy", true, List.of("memberships"), List.of("key"));
            default ->
                new Address(
                        "/api/v1/" + any(List.of("parties", "sessions", "jurisdictions")), true, List.of(), List.of());
        };
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
