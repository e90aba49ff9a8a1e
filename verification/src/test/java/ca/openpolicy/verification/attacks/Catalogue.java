// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a connection may not be sent, by RFC 9112 and RFC 9110, and what must become of it.
 *
 * @param name what is wrong
 * @param bytes all that is sent, one byte a character
 * @param verdict what must become of it
 */
record Catalogue(String name, String bytes, Verdict verdict) {
    /** What must become of a request. */
    enum Verdict {
        /** Refused, or the connection closed without a word; nothing on the connection is answered after it. */
        REFUSED,
        /** Refused; what follows may be answered, for where it begins is beyond doubt. */
        FAULTY,
        /** Answered at most once, whatever the answer. */
        ONCE,
        /** Answered at most once, and the connection is closed. */
        ONCE_AND_CLOSED,
        /** Answered without fault. */
        ANSWERED
    }

    private static final String HOST = "Host: localhost\r\n";
    private static final String SECOND = "GET /health HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String POST = "POST /api/v1/bills HTTP/1.1\r\n" + HOST;
    private static final String GET = "GET /health HTTP/1.1\r\n" + HOST;

    @Override
    public String toString() {
        return name;
    }

    static List<Catalogue> all() {
        List<Catalogue> all = new ArrayList<>();
        lengths(all);
        codings(all);
        chunks(all);
        lines(all);
        starts(all);
        hosts(all);
        bodies(all);
        return all;
    }

    /** RFC 9112, section 6.3; RFC 9110, section 8.6. */
    private static void lengths(List<Catalogue> all) {
        for (String value : List.of(
                "+5",
                "-5",
                "0x5",
                "5 5",
                "5.0",
                "5abc",
                "abc",
                "",
                "5,6",
                "5;6",
                "\"5\"",
                "99999999999999999999",
                "\u00a05",
                "1e1",
                "\u00b2")) {
            refuse(all, "Content-Length: " + value, POST + "Content-Length: " + value + "\r\n\r\nhello" + SECOND);
        }
        refuse(all, "two lengths that differ", POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!" + SECOND);
        refuse(
                all,
                "two lengths, the second 0",
                POST + "Content-Length: " + SECOND.length() + "\r\nContent-Length: 0\r\n\r\n" + SECOND);
        once(
                all,
                "the same length twice",
                POST + "Content-Length: " + SECOND.length() + "\r\nContent-Length: " + SECOND.length() + "\r\n\r\n"
                        + SECOND);
        once(
                all,
                "the same length twice in one line",
                POST + "Content-Length: " + SECOND.length() + ", " + SECOND.length() + "\r\n\r\n" + SECOND);
        refuse(all, "blank before the colon of a length", POST + "Content-Length : 5\r\n\r\nhello" + SECOND);
        refuse(
                all,
                "length and coding",
                POST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG" + SECOND);
        refuse(
                all,
                "coding and length",
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n" + SECOND + "\r\n0\r\n\r\n");
        refuse(
                all,
                "length 0 and coding",
                POST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "length of GET and coding",
                GET + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
    }

    /** RFC 9112, sections 6.1 and 6.3. */
    private static void codings(List<Catalogue> all) {
        for (String value : List.of(
                "xchunked",
                "chunkedx",
                "identity",
                "gzip",
                "gzip, chunked",
                "chunked, gzip",
                "chunked, chunked",
                "chunked, identity",
                "identity, chunked",
                "\u000bchunked",
                "chunked\u000b",
                "\"chunked\"",
                "chunked;",
                "cow",
                "x,chunked",
                "",
                "chunked\u0000",
                "'chunked'")) {
            refuse(
                    all,
                    "Transfer-Encoding: " + value,
                    POST + "Transfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n" + SECOND);
        }
        refuse(
                all,
                "two codings",
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "two codings the other way",
                POST + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "chunked twice in two lines",
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "blank before the colon of a coding",
                POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "tab before the colon of a coding",
                POST + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(all, "folded coding", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(all, "blank before a coding's name", POST + " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(
                all,
                "control character before a coding's name",
                POST + "\u0001Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        refuse(all, "lone CR before a coding", POST + "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        closed(
                all,
                "coding in HTTP/1.0",
                "POST /api/v1/bills HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        closed(
                all,
                "coding and length in HTTP/1.0",
                "POST /api/v1/bills HTTP/1.0\r\n" + HOST
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n"
                        + SECOND);
        once(
                all,
                "coding with an underscore",
                POST + "Transfer_Encoding: chunked\r\nContent-Length: " + SECOND.length() + "\r\n\r\n" + SECOND);
    }

    /** RFC 9112, section 7.1. */
    private static void chunks(List<Catalogue> all) {
        for (String size : List.of(
                "FFFFFFFFFFFFFFFF",
                "10000000000000000",
                "8000000000000000",
                "7FFFFFFFFFFFFFFF",
                "100000001",
                "-1",
                "0x5",
                "G",
                "",
                "5 5",
                "5.",
                "5,",
                "\u00b2",
                "5\u0000",
                " 5",
                "\t5",
                "_5",
                "5_")) {
            refuse(all, "chunk of " + size, chunked(size + "\r\nhello\r\n0\r\n\r\n"));
        }
        // Helidon takes this for a 5, and goes on behind it: not what RFC 9112 says, but nothing else comes of it
        all.add(new Catalogue("chunk of +5", chunked("+5\r\nhello\r\n0\r\n\r\n"), Verdict.FAULTY));
        refuse(all, "chunk that is longer than its size", chunked("3\r\nhello\r\n0\r\n\r\n"));
        refuse(all, "chunk without an end of line", chunked("5\r\nhello0\r\n\r\n"));
        refuse(all, "size ended by LF alone", chunked("5\nhello\r\n0\r\n\r\n"));
        refuse(all, "size ended by CR alone", chunked("5\rhello\r\n0\r\n\r\n"));
        refuse(all, "chunk ended by LF alone", chunked("5\r\nhello\n0\r\n\r\n"));
        refuse(all, "extension with LF alone", chunked("5;a\nhello\r\n0\r\n\r\n"));
        refuse(all, "extension of 100,000 letters", chunked("5;" + "a".repeat(100_000) + "\r\nhello\r\n0\r\n\r\n"));
        refuse(all, "trailer without a colon", chunked("0\r\nGET /health HTTP/1.1\r\n\r\n"));
        refuse(all, "trailer with a blank before the colon", chunked("0\r\nX : y\r\n\r\n"));
        refuse(all, "trailers of 100,000 letters", chunked("0\r\nX: " + "a".repeat(100_000) + "\r\n\r\n"));
    }

    /** RFC 9112, sections 2.2, 5 and 5.2. */
    private static void lines(List<Catalogue> all) {
        refuse(all, "LF alone after the first line", "GET /health HTTP/1.1\n" + HOST + "\r\n");
        refuse(all, "LF alone after a header", "GET /health HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n");
        refuse(all, "LF alone everywhere", "GET /health HTTP/1.1\nHost: localhost\n\n");
        refuse(all, "CR alone in a value", GET + "X: a\rb\r\n\r\n" + SECOND);
        refuse(all, "CR alone after the first line", "GET /health HTTP/1.1\r" + HOST + "\r\n");
        refuse(all, "NUL in a value", GET + "X: a\u0000b\r\n\r\n" + SECOND);
        refuse(all, "NUL in a name", GET + "X\u0000: b\r\n\r\n" + SECOND);
        refuse(all, "folded value", GET + "X: a\r\n b\r\n\r\n" + SECOND);
        refuse(all, "folded value with a tab", GET + "X: a\r\n\tb\r\n\r\n" + SECOND);
        refuse(all, "blank line of blanks", GET + " \r\n\r\n" + SECOND);
        refuse(all, "blank before the first header", "GET /health HTTP/1.1\r\n " + HOST + "\r\n" + SECOND);
        refuse(all, "blank before a colon", GET + "X : y\r\n\r\n" + SECOND);
        refuse(all, "header without a name", GET + ": y\r\n\r\n" + SECOND);
        refuse(all, "header without a colon", GET + "X\r\n\r\n" + SECOND);
        refuse(all, "blank in a name", GET + "X Y: z\r\n\r\n" + SECOND);
        refuse(all, "sign in a name", GET + "X(Y: z\r\n\r\n" + SECOND);
        refuse(all, "letter over 127 in a name", GET + "X\u00e9: z\r\n\r\n" + SECOND);
    }

    /** RFC 9112, section 3. */
    private static void starts(List<Catalogue> all) {
        for (String start : List.of(
                "GET  /health HTTP/1.1",
                "GET /health  HTTP/1.1",
                "GET\t/health HTTP/1.1",
                " GET /health HTTP/1.1",
                "GET /health HTTP/1.1 ",
                "GET /health",
                "GET",
                "/health HTTP/1.1",
                "GET /health HTTP/1.1x",
                "GET /health http/1.1",
                "GET /health HTTP/1,1",
                "GET /health HTTP/11",
                "GET /health HTTP/ 1.1",
                "GET /health HTTP/9.9",
                "GET /health HTTP/0.9",
                "GET /hea lth HTTP/1.1",
                "GET /health?a b HTTP/1.1",
                "GET /hea\u0000lth HTTP/1.1",
                "GET /hea\rlth HTTP/1.1",
                "G(T /health HTTP/1.1",
                "GET http:// HTTP/1.1",
                "GET http://a b/health HTTP/1.1")) {
            refuse(all, "start: " + start, start + "\r\n" + HOST + "\r\n" + SECOND);
        }
        for (String start : List.of(
                "GET health HTTP/1.1",
                "GET * HTTP/1.1",
                "GET localhost:80 HTTP/1.1",
                "GET /health\u00e9 HTTP/1.1",
                "GET /health#x HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
                "CONNECT /health HTTP/1.1")) {
            all.add(new Catalogue(shown("start: " + start), start + "\r\n" + HOST + "\r\n" + SECOND, Verdict.FAULTY));
        }
        refuse(all, "preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        all.add(new Catalogue(
                "absolute form", "GET http://localhost/health HTTP/1.1\r\n" + HOST + "\r\n", Verdict.ANSWERED));
        once(all, "a blank line before the start", "\r\n" + GET + "\r\n");
        once(
                all,
                "upgrade to HTTP/2",
                GET
                        + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");
    }

    /** RFC 9112, section 3.2. */
    private static void hosts(List<Catalogue> all) {
        refuse(all, "no host", "GET /health HTTP/1.1\r\n\r\n" + SECOND);
        refuse(all, "two hosts", GET + "Host: elsewhere\r\n\r\n" + SECOND);
        refuse(all, "the same host twice", GET + HOST + "\r\n" + SECOND);
        refuse(all, "two hosts in one line", "GET /health HTTP/1.1\r\nHost: localhost, elsewhere\r\n\r\n" + SECOND);
        for (String host : List.of(
                "local host",
                "localhost/health",
                "localhost?x",
                "user@localhost",
                "local\u0001host",
                "localhost:port")) {
            refuse(all, "host: " + host, "GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n" + SECOND);
        }
        refuse(all, "blank before the colon of a host", "GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n" + SECOND);
    }

    /** A body is never taken for the next request. */
    private static void bodies(List<Catalogue> all) {
        String measured = "Content-Length: " + SECOND.length() + "\r\n\r\n" + SECOND;
        once(all, "request in the body of a refused POST", POST + measured);
        once(all, "request in the body of a GET", GET + measured);
        once(all, "request in the body of a HEAD", GET.replace("GET", "HEAD") + measured);
        once(all, "request in the body of a DELETE", POST.replace("POST", "DELETE") + measured);
        once(all, "request in the body of an unknown method", POST.replace("POST", "BREW") + measured);
        once(all, "request in the body of what is not there", GET.replace("/health", "/nothing") + measured);
        once(
                all,
                "request in the chunks of a GET",
                GET + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(SECOND.length()) + "\r\n" + SECOND
                        + "\r\n0\r\n\r\n");
        once(
                all,
                "request in the chunks of a refused POST",
                POST + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(SECOND.length()) + "\r\n" + SECOND
                        + "\r\n0\r\n\r\n");
        once(all, "request in a body that is waited for", POST + "Expect: 100-continue\r\n" + measured);
        once(all, "unknown expectation", POST + "Expect: 200-ok\r\n" + measured);
        refuse(all, "body over the limit, then a request", POST + "Content-Length: 1048577\r\n\r\n" + SECOND);
    }

    private static String chunked(String body) {
        return POST + "Transfer-Encoding: chunked\r\n\r\n" + body + SECOND;
    }

    private static void refuse(List<Catalogue> all, String name, String bytes) {
        all.add(new Catalogue(shown(name), bytes, Verdict.REFUSED));
    }

    private static void once(List<Catalogue> all, String name, String bytes) {
        all.add(new Catalogue(shown(name), bytes, Verdict.ONCE));
    }

    private static void closed(List<Catalogue> all, String name, String bytes) {
        all.add(new Catalogue(shown(name), bytes, Verdict.ONCE_AND_CLOSED));
    }

    /** Control characters by their numbers. */
    private static String shown(String name) {
        UnaryOperator<String> number = letter -> "\\x%02x".formatted((int) letter.charAt(0));
        return java.util.regex.Pattern.compile("[\\x00-\\x1f\\x7f-\\xff]")
                .matcher(name)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(number.apply(match.group())));
    }
}
