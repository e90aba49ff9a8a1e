// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

/** The address cannot be listened at, for another program does or it is not this machine's. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
