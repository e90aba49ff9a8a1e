// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.common.socket.SocketOptions;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Socket options with which every blocked read returns now and then, so that the thread that reads can look at its
 * deadline. Helidon 4.5 does not set a time-out on the channels that it accepts.
 */
final class TickingOptions implements SocketOptions {
    private static final Duration TICK = Duration.ofMillis(500);

    private final SocketOptions inner = SocketOptions.create();

    @Override
    public void configureSocket(SocketChannel channel) {
        inner.configureSocket(channel);
        try {
            channel.socket().setSoTimeout(Math.toIntExact(TICK.toMillis()));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return inner.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return inner.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return TICK;
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return inner.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return inner.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return inner.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return inner.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return inner.tcpNoDelay();
    }
}
