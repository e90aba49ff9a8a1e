// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** A request on its way, with what is found wrong with it. */
record Call(ServerRequest request, ServerResponse response, Parameters parameters, Faults faults) {
    static Call of(ServerRequest request, ServerResponse response) {
        return new Call(
                request, response, Parameters.of(request.prologue().query().rawValue()), new Faults());
    }

    Call with(Parameters others) {
        return new Call(request, response, others, faults);
    }

    Common common() {
        return new Common(parameters, faults);
    }

    Method method() {
        return request.prologue().method();
    }

    /** As it was asked, nothing decoded. */
    String path() {
        return request.prologue().uriPath().rawPath();
    }

    String link(Optional<String> cursor) {
        return path() + parameters.at(cursor);
    }
}
