// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Choice;

/** A recorded choice, and whether it was paired, in one byte. */
final class Mark {
    /** No ballot is recorded. */
    static final byte NONE = 0;

    private static final int PAIRED = 0x10;

    private Mark() {}

    static byte of(Choice choice, boolean paired) {
        int flag = paired || choice == Choice.PAIRED ? PAIRED : 0;
        return (byte) (number(choice) | flag);
    }

    static Choice choice(byte mark) {
        return switch (mark & (PAIRED - 1)) {
            case 1 -> Choice.YEA;
            case 2 -> Choice.NAY;
            case 3 -> Choice.PAIRED;
            case 4 -> Choice.ABSTAIN;
            default -> throw new IllegalArgumentException("no recorded ballot has the mark " + mark);
        };
    }

    static boolean paired(byte mark) {
        return (mark & PAIRED) != 0;
    }

    private static int number(Choice choice) {
        return switch (choice) {
            case YEA -> 1;
            case NAY -> 2;
            case PAIRED -> 3;
            case ABSTAIN -> 4;
            case ABSENT, NOT_RECORDED -> throw new IllegalArgumentException(choice + " is not recorded");
        };
    }
}
