// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Puts a guard around each connection of another selector, which must be the only one of its listener. */
final class GuardedSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector inner;
    private final Guards guards;

    GuardedSelector(ServerConnectionSelector inner, Guards guards) {
        this.inner = inner;
        this.guards = guards;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return inner.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return inner.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return inner.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Guard guard = guards.open(context.serverSocket());
        GuardedContext guarded = new GuardedContext(context, guard);
        return new GuardedConnection(inner.connection(guarded), guarded, guards);
    }
}
