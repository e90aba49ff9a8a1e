// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;

/** Who asks. The one filter that knows identities notes it on each request; services only ask here. */
public sealed interface Caller {
    /** Somebody who did not say who they are. */
    record Anonymous() implements Caller {}

    /**
     * Somebody who may write.
     *
     * @param name what the history calls them
     */
    record Operator(String name) implements Caller {}

    /**
     * Who asks.
     *
     * @param request the request
     * @return anonymous unless noted otherwise
     */
    static Caller of(ServerRequest request) {
        return request.context().get(Caller.class, Caller.class).orElseGet(Anonymous::new);
    }

    /**
     * Notes who asks.
     *
     * @param request the request
     */
    default void note(ServerRequest request) {
        request.context().register(Caller.class, this);
    }

    /**
     * Demands somebody who may write.
     *
     * @param request the request
     * @return who asks
     * @throws ProblemException unauthenticated
     */
    static Operator operator(ServerRequest request) {
        if (of(request) instanceof Operator operator) {
            return operator;
        }
        throw new ProblemException(new Problem(
                ProblemType.UNAUTHENTICATED,
                "this takes the token of an operator",
                List.of(),
                Map.of(HeaderNames.WWW_AUTHENTICATE.defaultCase(), "Bearer")));
    }
}
