// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.ProblemException;
import io.helidon.common.uri.UriPath;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses addresses that can be read in two ways, before anything is decided by them. Helidon routes by the path that
 * it has decoded and shortened, services read the path as it came; what passes here means the same to both: no empty
 * segments and none of dots, nothing encoded that needs no encoding, no encoded separators or control characters, no
 * path parameters.
 */
final class PathFilter implements Filter {
    private static final Pattern TWO_WAYS = Pattern.compile("//|;|\\\\|/\\.{1,2}(/|$)"
            // control characters, slash, backslash, semicolon
            + "|%[01][0-9A-Fa-f]|%7[Ff]|%2[Ff]|%5[Cc]|%3[Bb]"
            // letters, digits and - . _ ~, which are never encoded
            + "|%3[0-9]|%4[1-9A-Fa-f]|%5[0-9AaFf]|%6[1-9A-Fa-f]|%7[0-9AaEe]|%2[DdEe]");

    /** As proxies are asked, and every server must understand (RFC 9112, section 3.2.2). */
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://[^/]+(/.*)?");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!isPlain(request.prologue().uriPath().rawPath())) {
            look(request);
        }
        chain.proceed();
    }

    /** Most addresses are, and one look at each character tells. */
    private static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean segment = c == '/' || c == '.';
            if (segment ? before == '/' : !isName(c)) {
                return false;
            }
            before = c;
        }
        return path.startsWith("/");
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static void look(RoutingRequest request) {
        Matcher absolute = ABSOLUTE.matcher(request.prologue().uriPath().rawPath());
        if (absolute.matches()) {
            String path = absolute.group(1) == null ? "/" : absolute.group(1);
            request.prologue(request.prologue().withUriPath(UriPath.create(path)));
        }
        String path = request.prologue().uriPath().rawPath();
        if (!path.startsWith("/") || TWO_WAYS.matcher(path).find()) {
            throw ProblemException.notFound("nothing is at " + path);
        }
    }
}
