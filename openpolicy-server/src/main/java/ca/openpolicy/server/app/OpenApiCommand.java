// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.documents.Documents;
import java.nio.charset.StandardCharsets;
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
        byte[] description = Documents.of(Server.resources(OpenApiCommand::none, OpenApiCommand::none), ApiSettings.defaults())
                .openApi()
                .getBytes(StandardCharsets.UTF_8);
        System.out.write(description, 0, description.length);
        System.out.flush();
        return ExitCode.OK;
    }

    /** To describe them, nothing must go on. */
    private static <T> T none() {
        throw new IllegalStateException("nothing is served here");
    }
}
