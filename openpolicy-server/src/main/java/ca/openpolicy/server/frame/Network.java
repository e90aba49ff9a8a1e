// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import ca.openpolicy.core.InvalidValueException;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param base its first address
 * @param bits how many leading bits its addresses share
 */
public record Network(InetAddress base, int bits) {
    /**
     * Reads a range, or a single address.
     *
     * @param setting what to call it in a message
     * @param text such as {@code 10.0.0.0/8} or {@code ::1}
     * @return the range
     * @throws InvalidValueException if it is none
     */
    public static Network parse(String setting, String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress base = ClientAddress.parse(address)
                .orElseThrow(() -> refused(setting, text))
                .address();
        int most = base.getAddress().length * Byte.SIZE;
        return new Network(base, slash < 0 ? most : bits(setting, text, slash, most));
    }

    private static int bits(String setting, String text, int slash, int most) {
        String digits = text.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            throw refused(setting, text);
        }
        return Integer.parseInt(digits);
    }

    private static InvalidValueException refused(String setting, String text) {
        return InvalidValueException.of(setting, text, "addresses or ranges such as 10.0.0.0/8, joined by commas");
    }

    /**
     * Whether an address is within.
     *
     * @param address the address
     * @return whether it is
     */
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        int whole = bits / Byte.SIZE;
        if (mine.length != other.length || !Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (mine[whole] ^ other[whole]) >> (Byte.SIZE - rest) == 0;
    }
}
