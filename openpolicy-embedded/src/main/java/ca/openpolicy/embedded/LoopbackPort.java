// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine that nobody else reaches. */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /** A port that was free a moment ago: the wanted one, or any if that is 0. */
    static int choose(int wanted) {
        try (ServerSocket probe = bind(wanted)) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            throw inUse(wanted);
        }
    }

    static ServerSocket bind(int port) throws IOException {
        ServerSocket probe = new ServerSocket();
        try {
            probe.bind(address(port));
            return probe;
        } catch (IOException taken) {
            probe.close();
            throw taken;
        }
    }

    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    static EmbeddedEngineException inUse(int port) {
        return new EmbeddedEngineException(
                Reason.PORT_IN_USE,
                "port " + port + " of " + HOST + " is taken by another program; stop that, or take another port (0 for"
                        + " a free one)");
    }
}
