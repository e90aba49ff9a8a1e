// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventPublisher;
import ca.openpolicy.embedded.ParentWatch;
import ca.openpolicy.events.log.ParkedEvent;
import ca.openpolicy.events.log.RelayControl;
import ca.openpolicy.events.log.RelayStatus;
import ca.openpolicy.server.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows and steers how events are sent on; also beside a server that runs.",
        subcommands = SnapshotCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class EventsCommand implements Runnable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LAST_GRACE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Says which commands there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? status, parked, retry, replay, forget, relay or snapshot");
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Says how far each relay is.")
    int status(@Mixin Flags flags) {
        return asked(flags, control -> {
            control.status().forEach(each -> System.out.println(line(each)));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "parked",
            mixinStandardHelpOptions = true,
            description = "Lists the events that a receiver refused, and those that wait behind them.")
    int parked(
            @Mixin Flags flags,
            @Option(names = "--relay", paramLabel = "NAME", required = true, description = "Which relay.") String relay,
            @Option(
                            names = "--limit",
                            paramLabel = "COUNT",
                            defaultValue = "100",
                            description = "How many of each shard at most; 100 unless given.")
                    int limit) {
        return asked(flags, control -> {
            control.parked(relay, limit).forEach(each -> System.out.println(line(each)));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Has what waits tried at once, and what is dead again.")
    int retry(
            @Mixin Flags flags,
            @Option(names = "--relay", paramLabel = "NAME", required = true, description = "Which relay.")
                    String relay) {
        return asked(flags, control -> {
            System.out.println(control.retry(relay) + " events are tried again");
            return ExitCode.OK;
        });
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Has a shard's events sent again; receivers know them by their ids.")
    int replay(
            @Mixin Flags flags,
            @Option(names = "--relay", paramLabel = "NAME", required = true, description = "Which relay.") String relay,
            @Option(names = "--stream", paramLabel = "NAME", required = true, description = "Which shard.")
                    String stream,
            @Option(
                            names = "--after",
                            paramLabel = "POSITION",
                            required = true,
                            description = "After which position, 0 for all that is kept.")
                    long after) {
        return asked(flags, control -> {
            boolean known = control.replay(relay, stream, after);
            System.out.println(
                    known
                            ? stream + " is sent again by " + relay + " after " + after
                            : "no relay " + relay + " has ever sent " + stream);
            return known ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Forgets a relay or a tail that nobody runs any more, so that nothing waits for it.")
    int forget(
            @Mixin Flags flags,
            @Option(names = "--relay", paramLabel = "NAME", defaultValue = "", description = "Which relay.")
                    String relay,
            @Option(names = "--tail", paramLabel = "NAME", defaultValue = "", description = "Which tail.") String tail,
            @Option(names = "--stream", paramLabel = "NAME", required = true, description = "Which shard.")
                    String stream) {
        if (relay.isEmpty() == tail.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "whom? either --relay or --tail");
        }
        return asked(flags, control -> {
            boolean known = relay.isEmpty() ? control.forgetTail(tail, stream) : control.forget(relay, stream);
            System.out.println(
                    known
                            ? stream + " waits for " + relay + tail + " no more"
                            : stream + " knows no " + relay + tail + " that nobody runs");
            return known ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @Command(
            name = "relay",
            mixinStandardHelpOptions = true,
            description = "Sends events on, beside serve --no-relay; any number of such processes take turns.")
    int relay(@Mixin Flags flags) throws InterruptedException {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        if (settings.get(AppSettings.STOP_WITH_PARENT)) {
            ParentWatch.exitWithParent(LAST_GRACE);
        }
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases = open(settings, teardown);
            databases.migrate();
            Map<String, EventPublisher> receivers =
                    Receivers.of(databases, KafkaLink.to(KafkaSettings.of(settings)), teardown);
            Relays unused = teardown.add(
                    Teardown.Layer.ARCHIVE,
                    Relays.start(databases, receivers, EventSettings.of(settings), Ambient.system()));
            teardown.started();
            System.out.println("sending to " + String.join(", ", receivers.keySet()));
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }

    private interface Question {
        int ask(RelayControl control) throws SQLException;
    }

    private static int asked(Flags flags, Question question) {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases = open(settings, teardown);
            databases.migrate();
            teardown.started();
            return question.ask(databases.control());
        } catch (SQLException e) {
            throw new UnavailableException("a database cannot be asked", RETRY_AFTER, e);
        }
    }

    private static Databases open(Settings settings, Teardown teardown) {
        return Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
    }

    private static String line(RelayStatus state) {
        return state.relay() + " " + state.stream() + ": at " + state.position() + " of " + state.end() + ", "
                + state.waiting() + " wait" + (state.age().isZero() ? "" : " (the oldest for " + state.age() + ")")
                + ", " + state.parked() + " parked, " + state.dead() + " dead, "
                + (state.held() ? "being sent" : "nobody sends");
    }

    private static String line(ParkedEvent parked) {
        return parked.stream() + " " + parked.recorded().position() + " "
                + parked.recorded().event().type() + " "
                + parked.recorded().event().aggregate().id() + ": " + parked.reason() + ", " + parked.attempts()
                + " tries, "
                + (parked.dead() ? "dead" : "again at " + parked.retryAt());
    }
}
