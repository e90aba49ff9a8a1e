// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client is.
 *
 * @param address never an IPv4 address in the clothes of IPv6
 */
record ClientAddress(InetAddress address) {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    /** Whatever else there is would be taken for a name, and looked up. */
    private static final Pattern LITERAL =
            Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /** Some proxies add the port. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[(.*)](:[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private static final int LONGEST = 64;

    /** Reads a literal; a name is never looked up. */
    static Optional<ClientAddress> parse(String text) {
        String bare = text.length() > LONGEST ? "" : bare(text);
        if (!LITERAL.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientAddress(InetAddress.getByName(bare)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String bare(String text) {
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        return matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    }

    /** What a limit counts by: one IPv4 address, or the 64 bits that an IPv6 customer is given at least. */
    long network() {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(bytes).getLong()
                : Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    }

    String text() {
        return address.getHostAddress();
    }
}
