// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

/** 64 bits that stand for texts when rows are compared. */
final class Fingerprint {
    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    static long of(String... texts) {
        long hash = START;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            hash = (hash ^ 0xffff) * PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long once = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return once ^ (once >>> 29);
    }
}
