// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Knows whose word about the client's address counts: that of the trusted proxies, from the last one back. */
final class Proxies {
    private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;

    private final List<Network> trusted;

    Proxies(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** What an untrusted hop says of those before it is not believed. */
    ClientAddress client(SocketAddress peer, Headers headers) {
        ClientAddress client = direct(peer);
        if (!isTrusted(client)) {
            return client;
        }
        List<String> hops =
                List.of(String.join(",", headers.all(FORWARDED_FOR, List::of)).split(",", -1));
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<ClientAddress> before = ClientAddress.parse(hops.get(i).strip());
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static ClientAddress direct(SocketAddress peer) {
        return new ClientAddress(
                peer instanceof InetSocketAddress internet ? internet.getAddress() : InetAddress.getLoopbackAddress());
    }

    private boolean isTrusted(ClientAddress hop) {
        return !trusted.isEmpty() && trusted.stream().anyMatch(network -> network.contains(hop.address()));
    }
}
