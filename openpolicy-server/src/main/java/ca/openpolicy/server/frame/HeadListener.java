// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Sees the head of each request before anything else does: an exchange begins, and a head that is no good ends it. */
final class HeadListener implements Http1ConnectionListener {
    private final Exchanges exchanges;
    private final int maxHeaders;

    HeadListener(Exchanges exchanges, int maxHeaders) {
        this.exchanges = exchanges;
        this.maxHeaders = maxHeaders;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        Guard.current().prologue(prologue);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        Guard guard = Guard.current();
        HttpPrologue prologue = guard.prologue().orElseThrow();
        guard.headRead(exchanges.begin(context, prologue, headers));
        if (headers.contains(HeaderNames.CONNECTION) && headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
            guard.closeAfterAnswer();
        }
        if (prologue.fragment().hasValue()) {
            throw refused(Status.BAD_REQUEST_400, "an address with a fragment");
        }
        if (count(headers) > maxHeaders) {
            throw refused(Status.create(431), "too many headers");
        }
        if (isEncoded(headers)) {
            throw refused(Status.UNSUPPORTED_MEDIA_TYPE_415, "the body is compressed");
        }
    }

    private static int count(Headers headers) {
        int count = 0;
        for (Header header : headers) {
            if (header.name().isEmpty()) {
                throw refused(Status.BAD_REQUEST_400, "a header without a name");
            }
            count += header.valueCount();
        }
        return count;
    }

    private static boolean isEncoded(Headers headers) {
        return headers.contains(HeaderNames.CONTENT_ENCODING)
                && !headers.get(HeaderNames.CONTENT_ENCODING).get().strip().equalsIgnoreCase("identity");
    }

    private static RequestException refused(Status status, String message) {
        return RequestException.builder()
                .type(EventType.OTHER)
                .status(status)
                .setKeepAlive(false)
                .message(message)
                .build();
    }
}
