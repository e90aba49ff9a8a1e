// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.frame;

import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Sees which answer says that it is the last one. */
final class AnswerListener implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (!headers.contains(HeaderValues.CONNECTION_KEEP_ALIVE)
                && headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
            Guard.current().closeAfterAnswer();
        }
    }
}
