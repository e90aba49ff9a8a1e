// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection that tells its guard when it begins and ends. */
final class GuardedConnection implements ServerConnection {
    private final ServerConnection inner;
    private final GuardedContext context;
    private final Guards guards;

    GuardedConnection(ServerConnection inner, GuardedContext context, Guards guards) {
        this.inner = inner;
        this.context = context;
        this.guards = guards;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        Guard guard = context.guard();
        guard.begin();
        try {
            inner.handle(limit);
            linger(guard);
        } catch (CloseConnectionException e) {
            linger(guard);
            throw e;
        } finally {
            guard.end();
            guards.closed(guard);
        }
    }

    /** Never idle for Helidon: the guard looks after that. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /** Helidon would interrupt a connection that has read half a request. */
    @Override
    public void close(boolean interrupt) {
        if (interrupt) {
            inner.close(true);
        } else {
            context.guard().stop();
        }
    }

    private void linger(Guard guard) {
        if (!guard.lingers()) {
            return;
        }
        try {
            while (context.input().get().length > 0) {
                // nobody wants it
            }
        } catch (CloseConnectionException end) {
            // the client is done, or has had its time
        }
    }
}
