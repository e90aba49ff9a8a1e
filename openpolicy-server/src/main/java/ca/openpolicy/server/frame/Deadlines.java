// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import java.time.Duration;

/**
 * How long each phase of a connection may take, whatever drips meanwhile.
 *
 * @param head the first line and the headers of a request, from their first byte; also the silence of a new connection
 * @param request a whole request, from its first byte to the last of its body
 * @param answer the work on a request that has arrived
 * @param write the sending of one answer, as far as the client holds it up
 * @param idle the silence between two requests
 * @param linger the reading away of what a client still sends that was refused
 */
public record Deadlines(
        Duration head, Duration request, Duration answer, Duration write, Duration idle, Duration linger) {}
