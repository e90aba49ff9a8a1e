// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.documents.Documents;
import ca.openpolicy.server.etl.Imports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "openapi",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the description of the interface, as OpenAPI 3.1.")
final class OpenApiCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        byte[] description = Documents.of(
                        Server.resources(OpenApiCommand::noImports, OpenApiCommand::noFeed, Duration.ZERO),
                        ApiSettings.defaults())
                .openApi()
                .getBytes(StandardCharsets.UTF_8);
        System.out.write(description, 0, description.length);
        System.out.flush();
        return ExitCode.OK;
    }

    /** To describe them, nothing must go on. */
    private static Imports noImports() {
        throw new IllegalStateException("nothing is served here");
    }

    private static EventFeed noFeed() {
        throw new IllegalStateException("nothing is served here");
    }
}
