// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.server.Caller;

/** One line of JSON for each request; never a query, a token or a body. */
public final class AccessLog implements ExchangeObserver {
    /** The name of the logger, whose messages are whole lines already. */
    public static final String NAME = "ca.openpolicy.access";

    private static final System.Logger LOG = System.getLogger(NAME);

    private final int maxFieldCharacters;

    AccessLog(int maxFieldCharacters) {
        this.maxFieldCharacters = maxFieldCharacters;
    }

    @Override
    public void ended(Exchange exchange) {
        LOG.log(System.Logger.Level.INFO, () -> line(exchange));
    }

    private String line(Exchange exchange) {
        Exchange.Asked asked = exchange.asked();
        return new LogText(maxFieldCharacters)
                .text("time", exchange.at().toString())
                .text("method", asked.method())
                .text("route", exchange.route().orElse(""))
                .text("path", asked.path())
                .number("status", exchange.status())
                .milliseconds("duration_ms", exchange.took())
                .number("bytes", exchange.bytes())
                .text("caller", kind(exchange.caller()))
                .text("client", asked.client().text())
                .text("request_id", exchange.requestId())
                .text("trace_id", exchange.traceId())
                .text("user_agent", asked.userAgent())
                .text("end", exchange.isLost() ? "lost" : "sent")
                .end();
    }

    private static String kind(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous nobody -> "anonymous";
            case Caller.Operator operator -> "operator";
        };
    }
}
