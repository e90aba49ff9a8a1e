// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The address cannot be listened at, for another program does or it is not this machine's. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }

    static PortTakenException at(HttpSettings settings, Exception cause) {
        return new PortTakenException(
                "cannot listen at " + settings.host() + ":" + settings.port()
                        + "; another program may do so, or the address is not of this machine",
                cause);
    }

    /**
     * Tries an address and lets it go again, so that what cannot work fails before anything else is started.
     *
     * @param settings the address
     * @throws PortTakenException if it is not to be had
     */
    public static void check(HttpSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw at(settings, e);
        }
    }
}
