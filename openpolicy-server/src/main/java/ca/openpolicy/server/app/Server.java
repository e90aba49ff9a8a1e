// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.core.event.EventFeed;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.server.ApiSettings;
import ca.openpolicy.server.Known;
import ca.openpolicy.server.Mount;
import ca.openpolicy.server.Resource;
import ca.openpolicy.server.Services;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.ballots.BallotResource;
import ca.openpolicy.server.bills.BillResource;
import ca.openpolicy.server.catalogue.JurisdictionResource;
import ca.openpolicy.server.catalogue.PartyResource;
import ca.openpolicy.server.catalogue.SessionResource;
import ca.openpolicy.server.changes.ChangeResource;
import ca.openpolicy.server.documents.Documents;
import ca.openpolicy.server.etl.Import;
import ca.openpolicy.server.etl.Imports;
import ca.openpolicy.server.etl.RunResource;
import ca.openpolicy.server.etl.SourceResource;
import ca.openpolicy.server.frame.Dependency;
import ca.openpolicy.server.frame.FrameSettings;
import ca.openpolicy.server.frame.HealthCheck;
import ca.openpolicy.server.frame.HttpFrame;
import ca.openpolicy.server.frame.HttpSettings;
import ca.openpolicy.server.frame.OperatorToken;
import ca.openpolicy.server.frame.PortTakenException;
import ca.openpolicy.server.frame.Surroundings;
import ca.openpolicy.server.members.MemberResource;
import ca.openpolicy.server.votes.VoteResource;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.SlotHeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The running program: the interface, the archive and an import, wired. */
final class Server {
    private static final Duration STARTING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Settings settings;
    private final Teardown teardown;
    private final Ambient ambient = Ambient.system();
    private final ApiSettings api;
    private final Known known;
    private volatile Optional<Archive> archive = Optional.empty();
    private volatile Optional<Databases> databases = Optional.empty();
    private volatile Optional<RelayWatch> watch = Optional.empty();
    private volatile Optional<ShardWatch> shards = Optional.empty();
    private volatile Optional<AnswerCache> kept = Optional.empty();
    private volatile Optional<OperatorToken> operator = Optional.empty();
    private volatile Optional<Imports> imports = Optional.empty();
    private volatile Supplier<Dependency> importing = () -> new Dependency("import", false, "waits for the archive");

    Server(Settings settings, Teardown teardown) {
        this.settings = settings;
        this.teardown = teardown;
        this.api = ApiSettings.of(settings);
        this.known = new Known(this::archive, ambient.clock(), api.catalogueAge());
    }

    /** What is served. */
    static List<Resource<?>> resources(Supplier<Imports> imports, Supplier<EventFeed> feed, Duration followed) {
        return List.of(
                BillResource.declare(),
                VoteResource.declare(),
                BallotResource.declare(),
                MemberResource.declare(),
                PartyResource.declare(),
                SessionResource.declare(),
                JurisdictionResource.declare(),
                RunResource.declare(imports),
                SourceResource.declare(),
                ChangeResource.declare(feed, followed));
    }

    /** The interface is put together while the databases are opened: most of both is waiting. */
    HttpFrame start() {
        Optional<Source> given = settings.get(AppSettings.IMPORT_DIR).map(path -> Sources.files(path, settings));
        HttpSettings http = HttpSettings.of(settings);
        KafkaLink.check(settings);
        CachingSettings.check(settings);
        RedisLink.check(settings);
        S3Link.check(settings);
        PortTakenException.check(http);
        AnswerCache answers = AnswerCache.open(settings, teardown, ambient);
        kept = Optional.of(answers);
        CompletableFuture<HttpFrame> making = CompletableFuture.supplyAsync(() -> frame(answers), Server::inThread);
        openArchive();
        startTail(answers);
        operator = tokenFile().map(OperatorTokenFile::at);
        HttpFrame frame = teardown.add(Teardown.Layer.INTERFACE, joined(making).listen());
        System.out.println("listening at http://" + http.host() + ":" + frame.port() + "/");
        tokenFile().ifPresent(file -> System.out.println("the token of those who may write is in " + file));
        startRelays();
        startImport(given);
        return frame;
    }

    private HttpFrame frame(AnswerCache answers) {
        Telemetry telemetry = teardown.add(Teardown.Layer.POOLS, new Telemetry());
        PoolMetrics.register(
                telemetry.getMeter("ca.openpolicy.server"),
                () -> databases.map(Databases::usage).orElse(Map.of()));
        RelayWatch.register(
                telemetry.getMeter("ca.openpolicy.server"), () -> watch.stream().toList());
        ShardWatch.register(
                telemetry.getMeter("ca.openpolicy.server"),
                () -> shards.stream().toList());
        CacheMetrics.register(telemetry.getMeter("ca.openpolicy.server"), answers);
        Surroundings around =
                new Surroundings(this::checks, api.readyAge(), () -> operator, telemetry, telemetry::metrics, ambient);
        List<Resource<?>> served =
                resources(this::imports, this::feed, EventSettings.of(settings).followed());
        List<Mount> mounts = new ArrayList<>(Services.of(served, this::archive, known, api, answers.replies()));
        mounts.add(Documents.of(served, api).mount());
        return HttpFrame.of(FrameSettings.of(settings), mounts, around);
    }

    /** Beside the data; where the data is elsewhere, only where the settings say. */
    private Optional<Path> tokenFile() {
        Optional<Path> given = settings.get(AppSettings.OPERATOR_TOKEN_FILE);
        return given.isPresent() || !DatabaseSettings.of(settings).embedded()
                ? given
                : Optional.of(settings.get(AppSettings.DATA_DIR).resolve(OperatorTokenFile.NAME));
    }

    private void openArchive() {
        Path dataDir = settings.get(AppSettings.DATA_DIR);
        PlacementSettings placement = PlacementSettings.of(settings);
        SlotHeat heat = SlotHeat.of(ambient, placement.heatHalfLife());
        Databases opened = Databases.open(DatabaseSettings.of(settings).withHeat(heat), dataDir, teardown);
        databases = Optional.of(opened);
        opened.migrate();
        EventUpkeep unused = teardown.add(Teardown.Layer.ARCHIVE, opened.upkeep(EventSettings.of(settings)));
        PostgresArchive ready = teardown.add(Teardown.Layer.ARCHIVE, opened.archive(ambient));
        shards = Optional.of(teardown.add(Teardown.Layer.ARCHIVE, ShardWatch.start(ready, opened, heat, placement)));
        opened.closeAbandoned(ready);
        archive = Optional.of(ready);
    }

    private void startTail(AnswerCache answers) {
        Databases known = databases.orElseThrow();
        AnswerTail tail = teardown.add(
                Teardown.Layer.ARCHIVE, answers.follow(known.feed(), known.log(), known.streams(), ambient));
        known.whenCommitted(tail::wake);
        KnownWatch unused = teardown.add(
                Teardown.Layer.ARCHIVE, KnownWatch.start(this.known, api.catalogueAge(), answers::renamed));
    }

    /** After the interface: nobody waits for what is sent on, and the log keeps it. */
    private void startRelays() {
        EventSettings events = EventSettings.of(settings);
        Databases known = databases.orElseThrow();
        watch = Optional.of(teardown.add(Teardown.Layer.ARCHIVE, RelayWatch.start(known.control(), events)));
        if (!events.sent()) {
            return;
        }
        Optional<KafkaLink> kafka = KafkaLink.open(settings, teardown);
        Relays relays = teardown.add(
                Teardown.Layer.ARCHIVE, Relays.start(known, Receivers.of(known, kafka, teardown), events, ambient));
        known.whenCommitted(relays::wake);
    }

    private void startImport(Optional<Source> given) {
        Archive into =
                teardown.add(Teardown.Layer.ARCHIVE, databases.orElseThrow().patientArchive(ambient));
        boolean wantsSample = given.isEmpty() && Sources.wantsSample(into);
        Imports made = new Imports(
                Intake.into(into, ImportSettings.intake(settings), ambient),
                Sources.configured(settings, given.isEmpty() && Sources.isSample(into)),
                Terminal.progress(),
                known::forget);
        AutoCloseable stop = made::stop;
        teardown.add(Teardown.Layer.IMPORT, stop);
        imports = Optional.of(made);
        if (given.isEmpty() && !wantsSample) {
            importing = () -> new Dependency("import", true, "nothing to import");
            return;
        }
        Import first = made.start(() -> given.orElseGet(() -> SampleParliament.open(ImportSettings.canada(settings))));
        importing = () -> FirstImport.state(first.step());
    }

    private Archive archive() {
        return archive.orElseThrow(() -> starting("the databases are"));
    }

    private EventFeed feed() {
        return databases.orElseThrow(() -> starting("the databases are")).feed();
    }

    private Imports imports() {
        return imports.orElseThrow(() -> starting("the imports are"));
    }

    private List<HealthCheck> checks() {
        List<HealthCheck> all = new ArrayList<>();
        boolean open = archive.isPresent();
        all.add(new HealthCheck(
                "archive", PATIENCE, true, () -> new Dependency("archive", open, open ? "open" : "is being opened")));
        databases.ifPresent(each -> all.addAll(each.checks()));
        watch.ifPresent(each -> all.addAll(each.checks()));
        kept.ifPresent(each -> all.addAll(each.checks()));
        all.add(new HealthCheck("import", PATIENCE, false, () -> importing.get()));
        return all;
    }

    private static UnavailableException starting(String what) {
        return new UnavailableException(what + " being started", STARTING, new IllegalStateException("starting"));
    }

    private static HttpFrame joined(CompletableFuture<HttpFrame> making) {
        try {
            return making.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void inThread(Runnable work) {
        Thread.ofPlatform().name("interface").start(work);
    }
}
