// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A request that is wrong in one way.
 *
 * @param name what is wrong
 * @param request the request
 * @param kinds the problems, each as status and name, of which the answer must be one
 */
record BadInput(String name, Sent request, List<String> kinds) {
    private static final String BILLS = "/api/v1/bills";
    private static final String MALFORMED = "400 malformed-body";
    private static final int MIB = 1_048_576;

    @Override
    public String toString() {
        return name;
    }

    static List<BadInput> all(String token, String cursorOfVotes) {
        List<BadInput> all = new ArrayList<>(parameters(cursorOfVotes));
        all.addAll(addresses());
        all.addAll(heads());
        all.addAll(bodies(token));
        all.addAll(json(token));
        return all;
    }

    private static List<BadInput> parameters(String cursorOfVotes) {
        return List.of(
                list("unknown parameter", "bills?colour=red", "400 unknown-parameter"),
                list("parameter without a name", "bills?=red", "400 unknown-parameter"),
                list("unknown operator", "bills?introduced__like=2020", "400 unknown-parameter"),
                list("operator of another field", "bills?status__gt=passed", "400 unknown-parameter"),
                list("parameter of lists on one thing", "bills/zz/3-1/C-2?limit=1", "400 unknown-parameter"),
                list(
                        "parameter that the address decides",
                        "bills/zz/3-1/C-2/votes?bill=zz/3-1/C-2",
                        "400 unknown-parameter"),
                list("cursor of signs", "bills?cursor=!!!!", "400 invalid-cursor"),
                list("cursor of letters", "bills?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "400 invalid-cursor"),
                list("cursor of 4,000 letters", "bills?cursor=" + "A".repeat(4_000), "400 invalid-cursor"),
                list("cursor of another list", "bills?cursor=" + cursorOfVotes, "400 invalid-cursor"),
                list(
                        "cursor of another query",
                        "votes?limit=2&result=tie&cursor=" + cursorOfVotes,
                        "400 invalid-cursor"),
                list(
                        "cursor of another order",
                        "votes?limit=2&sort=-number&cursor=" + cursorOfVotes,
                        "400 invalid-cursor"),
                list("bytes that are no text", "bills?number=%ff", "400 invalid-value"),
                list("cursor of no list", "votes?limit=2&cursor=%00", "400 invalid-cursor", "400 invalid-value"),
                list("cursor of a counted list", "parties?cursor=AAAA", "400 invalid-cursor"),
                list("limit 0", "bills?limit=0", "400 invalid-value"),
                list("limit -1", "bills?limit=-1", "400 invalid-value"),
                list("limit 501", "bills?limit=501", "400 limit-exceeded"),
                list("limit abc", "bills?limit=abc", "400 invalid-value"),
                list("limit of 2^31", "bills?limit=2147483648", "400 limit-exceeded"),
                list("limit of 400 digits", "bills?limit=" + "9".repeat(400), "400 limit-exceeded"),
                list("limit with a sign", "bills?limit=%2B5", "400 invalid-value"),
                list("limit with a fraction", "bills?limit=1.5", "400 invalid-value"),
                list("limit in other digits", "bills?limit=%D9%A5", "400 invalid-value"),
                list("limit twice", "bills?limit=1&limit=2", "400 invalid-value"),
                list("filter twice", "bills?status=passed&status=passed", "400 invalid-value"),
                list("filter twice, once encoded", "bills?law=true&l%61w=true", "400 invalid-value"),
                list("filter without a value", "bills?status=", "400 invalid-value"),
                list("filter of an empty list", "votes?result=agreed,,tie", "400 invalid-value"),
                list("bad number of a bill", "bills?number=11", "400 invalid-value"),
                list("number of a bill of signs", "bills?number=%27%3B--", "400 invalid-value"),
                list("day that there is not", "bills?introduced=2024-02-30", "400 invalid-value"),
                list("day as a word", "bills?introduced__gt=soon", "400 invalid-value"),
                list("day and time", "bills?introduced__lt=2024-01-01T00:00:00Z", "400 invalid-value"),
                list("day of year 99999", "bills?introduced__lt=99999-01-01", "400 invalid-value"),
                list("range of one day", "votes?date__range=2024-01-01", "400 invalid-value"),
                list("range of three days", "votes?date__range=2024-01-01,2024-01-02,2024-01-03", "400 invalid-value"),
                list("time that is none", "bills?updated_since=yesterday", "400 invalid-value"),
                list("bad id", "ballots?vote=0OIL", "400 invalid-value"),
                list("id of 13 wrong letters", "ballots?member=UUUUUUUUUUUUU", "400 invalid-value"),
                list("key with too many parts", "ballots?vote=zz/3-1/house/1/2/3", "400 invalid-value"),
                list("number that is none", "votes?number=one", "400 invalid-value"),
                list("number over all bounds", "votes?number=99999999999999999999", "400 invalid-value"),
                list("unknown word", "votes?result=maybe", "400 invalid-value"),
                list("neither true nor false", "bills?law=1", "400 invalid-value"),
                list("unknown order", "bills?sort=size", "400 invalid-value"),
                list("two orders", "bills?sort=number,introduced", "400 invalid-value"),
                list("unknown part", "bills?include=everything", "400 invalid-value"),
                list("unknown field", "bills?fields=secret", "400 invalid-value"),
                list("unknown language", "bills?lang=de", "400 invalid-value"),
                list("unknown form", "bills?format=xml", "400 invalid-value"),
                list("count that is no flag", "bills?count=yes", "400 invalid-value"),
                list("everything at once", "bills?colour=red&limit=0&status=x&sort=x", "400 invalid-value"));
    }

    private static List<BadInput> addresses() {
        return List.of(
                list("bad number of a bill in the address", "bills/zz/3-1/11", "404 not-found"),
                list("bad session in the address", "bills/zz/3_1/C-2", "404 not-found"),
                list("id of nothing", "bills/0000000000000", "404 not-found"),
                list("id of 13 wrong letters in the address", "bills/UUUUUUUUUUUUU", "404 not-found"),
                list("nothing below", "bills/zz/3-1/C-2/nothing", "404 not-found"),
                list("nothing there", "nothing", "404 not-found"),
                list("slash at the end", "bills/", "404 not-found"),
                case404("traversal", "/api/v1/bills/../../../etc/passwd"),
                case404("encoded traversal", "/api/v1/bills/..%2f..%2f..%2fetc%2fpasswd"),
                case404("twice encoded traversal", "/api/v1/bills/%252e%252e%252fetc%252fpasswd"),
                case404("encoded dots", "/docs/%2e%2e/%2e%2e/etc/passwd"),
                case404("path parameter", "/docs/..;/..;/etc/passwd"),
                case404("encoded NUL", "/docs/index.html%00.js"),
                case404("backslash", "/docs/..%5c..%5cetc%5cpasswd"),
                case404("overlong UTF-8", "/docs/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd"),
                case404("traversal among problems", "/problems/..%2f..%2fetc%2fpasswd"),
                of("method that is not for it", Sent.of("DELETE", "/api/v1/votes"), "405 method-not-allowed"),
                of("method that nobody knows", Sent.of("BREW", BILLS), "405 method-not-allowed"),
                of("nothing acceptable", Sent.get(BILLS).header("Accept", "image/png"), "406 not-acceptable"));
    }

    private static List<BadInput> heads() {
        List<BadInput> heads = new ArrayList<>(List.of(
                of("8 KiB of address", Sent.get(BILLS + "?name=" + "a".repeat(8_300)), "414 uri-too-long"),
                of("64 KiB of address", Sent.get(BILLS + "?name=" + "a".repeat(65_536)), "414 uri-too-long"),
                of("header of 20 KB", Sent.get(BILLS).header("X-Long", "a".repeat(20_000)), "431 headers-too-large"),
                of("header of 1 MB", Sent.get(BILLS).header("X-Long", "a".repeat(1_000_000)), "431 headers-too-large"),
                of(
                        "name of a header of 20 KB",
                        Sent.get(BILLS).header("X".repeat(20_000), "a"),
                        "431 headers-too-large")));
        Sent many = Sent.get(BILLS);
        for (int n = 0; n < 500; n++) {
            many = many.header("X-" + n, "1");
        }
        heads.add(of("500 headers", many, "431 headers-too-large"));
        return heads;
    }

    private static List<BadInput> bodies(String token) {
        Sent post = Sent.of("POST", BILLS).from(token);
        byte[] large = filled(MIB + 1);
        return List.of(
                of("no type of body", post.body("{}".getBytes(StandardCharsets.UTF_8)), "415 unsupported-media-type"),
                of("wrong type of body", typed(post, "text/plain", "{}"), "415 unsupported-media-type"),
                of("form", typed(post, "application/x-www-form-urlencoded", "a=b"), "415 unsupported-media-type"),
                of("XML", typed(post, "application/xml", "<a/>"), "415 unsupported-media-type"),
                of(
                        "other letters",
                        typed(post, "application/json; charset=utf-16", "{}"),
                        "415 unsupported-media-type",
                        MALFORMED),
                of(
                        "type of a patch on POST",
                        typed(post, "application/merge-patch+json", "{}"),
                        "415 unsupported-media-type"),
                of("no length", post.header("Content-Type", "application/json"), "411 length-required"),
                of("over 1 MiB", post.header("Content-Type", "application/json").body(large), "413 body-too-large"),
                of(
                        "over 1 MiB in chunks",
                        post.header("Content-Type", "application/json").chunked(large),
                        "413 body-too-large"),
                of(
                        "length of 1 TB",
                        post.header("Content-Type", "application/json").header("Content-Length", "1099511627776"),
                        "413 body-too-large"),
                of("zipped bomb of 1 GB", zipped(post), "413 body-too-large", "415 unsupported-media-type"),
                of(
                        "unknown coding",
                        typed(post.header("Content-Encoding", "br"), "application/json", "{}"),
                        "415 unsupported-media-type"));
    }

    private static List<BadInput> json(String token) {
        Sent post = Sent.of("POST", BILLS).from(token).header("Content-Type", "application/json");
        byte[] some = "{\"number\":\"C-1\"}".getBytes(StandardCharsets.UTF_16);
        List<BadInput> all = new ArrayList<>(List.of(
                of("body in UTF-16", post.body(some), MALFORMED),
                of("no body", post.body(new byte[0]), MALFORMED),
                of(
                        "letters that are no UTF-8 in a body",
                        post.body(Sent.raw("{\"number\":\"\u00ff\u00fe\"}")),
                        MALFORMED),
                of("array of 1,000,000", post.body(array(1_000_000)), "413 body-too-large"),
                of("array of 500,000", post.body(array(500_000)), MALFORMED, "422 invalid-body"),
                of("array of 500,000 in a field", post.body(inField(array(500_000))), MALFORMED, "422 invalid-body"),
                of(
                        "string of 1,000,000",
                        post.body(inField(("\"" + "a".repeat(1_000_000) + "\"").getBytes(StandardCharsets.UTF_8))),
                        "422 invalid-body")));
        String[][] texts = {
            {"depth 10,000 of arrays", "[".repeat(10_000) + "]".repeat(10_000)},
            {"depth 10,000 of objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)},
            {"depth 10,000 that does not end", "[".repeat(10_000)},
            {"depth 10,000 in a field", "{\"title\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"},
            {"name twice", "{\"number\":\"C-1\",\"number\":\"C-2\"}"},
            {"name twice, once escaped", "{\"number\":\"C-1\",\"n\\u0075mber\":\"C-2\"}"},
            {"NaN", "{\"number\":NaN}"},
            {"Infinity", "{\"number\":-Infinity}"},
            {"1e400", "{\"number\":1e400}"},
            {"1e999999999", "{\"number\":1e999999999}"},
            {"number of 100,000 digits", "{\"number\":" + "1".repeat(100_000) + "}"},
            {"number with a zero before it", "{\"number\":007}"},
            {"lone surrogate, escaped", "{\"number\":\"\\ud800\"}"},
            {"halves of a pair the wrong way", "{\"number\":\"\\udc00\\ud800\"}"},
            {"byte order mark", "\ufeff{\"number\":\"C-1\"}"},
            {"something after the end", "{\"number\":\"C-1\"} {}"},
            {"letter after the end", "{\"number\":\"C-1\"}x"},
            {"comma at the end", "{\"number\":\"C-1\",}"},
            {"comment", "{/* */\"number\":\"C-1\"}"},
            {"apostrophes", "{'number':'C-1'}"},
            {"name without quotes", "{number:1}"},
            {"control character in a string", "{\"number\":\"\u0001\"}"},
            {"line break in a string", "{\"number\":\"a\nb\"}"},
            {"unknown escape", "{\"number\":\"\\x41\"}"},
            {"half an object", "{\"number\":"},
            {"blanks", "   "}
        };
        for (String[] text : texts) {
            all.add(of("JSON: " + text[0], post.body(text[1].getBytes(StandardCharsets.UTF_8)), MALFORMED));
        }
        for (String text : List.of("[]", "\"C-1\"", "1", "null", "true", "{\"number\":1e-400}")) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            all.add(of("JSON: no object of fields but " + text, post.body(body), MALFORMED, "422 invalid-body"));
        }
        return all;
    }

    private static BadInput list(String name, String address, String... kinds) {
        return of(name, Sent.get("/api/v1/" + address), kinds);
    }

    private static BadInput case404(String name, String address) {
        return of(name, Sent.get(address), "404 not-found", "400 malformed-request", "400 invalid-value");
    }

    private static BadInput of(String name, Sent request, String... kinds) {
        return new BadInput(name, request, List.of(kinds));
    }

    private static Sent typed(Sent request, String type, String content) {
        return request.header("Content-Type", type).body(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ' ');
        return bytes;
    }

    private static byte[] array(int elements) {
        return ("[" + "0,".repeat(elements - 1) + "0]").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] inField(byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"title\":".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(value);
        out.write('}');
        return out.toByteArray();
    }

    /** 1 GB of blanks in 1 MB. */
    private static Sent zipped(Sent post) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] blanks = filled(MIB);
            for (int n = 0; n < 1_000; n++) {
                out.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return post.header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .body(packed.toByteArray());
    }
}
