// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import io.javalin.Javalin;
import java.io.IOException;

/** The same bodies from a Caffeine of its own, sent by Javalin on virtual threads. */
final class JavalinServer {
    private JavalinServer() {}

    public static void main(String[] arguments) throws IOException {
        BillBodies bills = BillBodies.of(arguments);
        var unused = Javalin.create(config -> {
                    config.useVirtualThreads = true;
                    config.showJavalinBanner = false;
                })
                .get("/ready", context -> context.result("ready"))
                .get(
                        "/api/v1/bills/{jurisdiction}/{session}/{number}",
                        context -> context.contentType("application/json")
                                .result(bills.get(
                                        context.pathParam("jurisdiction"),
                                        context.pathParam("session"),
                                        context.pathParam("number"))))
                .start("127.0.0.1", Integer.parseInt(arguments[0]));
    }
}
