// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import java.util.List;
import java.util.Map;

/** What addresses beside the resources have in common. */
final class Routes {
    private static final String READ_ONLY = "GET";

    private Routes() {}

    /** An address that can only be read. */
    static void get(HttpRules rules, String path, Handler handler) {
        rules.get(path, handler);
        rules.any(path, (request, response) -> {
            throw methodNotAllowed(request.prologue().method());
        });
    }

    static ProblemException methodNotAllowed(Method method) {
        String detail = method.text() + " is not allowed here, only " + READ_ONLY;
        return new ProblemException(new Problem(
                ProblemType.METHOD_NOT_ALLOWED, detail, List.of(), Map.of(HeaderNames.ALLOW.defaultCase(), READ_ONLY)));
    }
}
