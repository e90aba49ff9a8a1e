// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.embedded.ParentWatch;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.frame.HttpSettings;
import ca.openpolicy.server.frame.QuotaSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Serves the interface; with nothing else to serve, a sample parliament.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration LAST_GRACE = Duration.ofSeconds(20);

    @Mixin
    private Flags flags = new Flags();

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen at; 8080 unless given.")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen at; 127.0.0.1 unless given.")
    private @Nullable String host;

    @Option(
            names = "--import",
            paramLabel = "DIR",
            description = "Imports this folder first, instead of the sample parliament.")
    private @Nullable String from;

    @Option(names = "--read-only", description = "Refuses every write.")
    private boolean readOnly;

    @Option(names = "--no-rate-limit", description = "Lets everybody ask as often as they like.")
    private boolean noRateLimit;

    @Option(names = "--no-relay", description = "Leaves the sending of events to the command events relay.")
    private boolean noRelay;

    @Option(
            names = "--with",
            paramLabel = "ENGINES",
            description = "Starts these engines too, joined by commas: kafka, redis, s3.")
    private @Nullable String with;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = flags.settings(given());
        Logging.set(settings);
        if (settings.get(AppSettings.STOP_WITH_PARENT)) {
            HttpSettings http = HttpSettings.of(settings);
            ParentWatch.exitWithParent(LAST_GRACE.plus(http.stopDelay()).plus(http.stopGrace()));
        }
        try (Teardown teardown = Teardown.atExit()) {
            new Server(settings, teardown).start();
            teardown.started();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, HttpSettings.PORT.name(), port);
        put(given, HttpSettings.HOST.name(), host);
        put(given, AppSettings.IMPORT_DIR.name(), from);
        put(given, EngineSettings.WITH.name(), with);
        if (noRelay) {
            given.put(EventSettings.SENT.name(), "false");
        }
        if (readOnly) {
            given.put(HttpSettings.READ_ONLY.name(), "true");
        }
        if (noRateLimit) {
            given.put(QuotaSettings.ENABLED.name(), "false");
        }
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
