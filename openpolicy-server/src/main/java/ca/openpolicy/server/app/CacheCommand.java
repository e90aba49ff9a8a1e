// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.EntityId;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.provenance.Changed;
import ca.openpolicy.storage.cache.RemoteTier;
import ca.openpolicy.storage.cache.redis.RedisSettings;
import ca.openpolicy.storage.cache.redis.RedisTier;
import ca.openpolicy.storage.cache.s3.S3Settings;
import ca.openpolicy.storage.cache.s3.S3Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Sees to the answers that servers keep; also beside servers that run.",
        synopsisSubcommandLabel = "COMMAND")
final class CacheCommand implements Runnable {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final List<String> PROBE = List.of("status");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Says which commands there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? status or evict");
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description =
                    "Says where answers are kept, and whether those places answer; what each server has of them is"
                            + " in its /metrics.")
    int status(@Mixin Flags flags) {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        CachingSettings caching = CachingSettings.of(settings);
        System.out.println(
                caching.keepsAnything()
                        ? "memory: " + caching.memoryBytes() + " bytes in each server, for "
                                + caching.answers().ttl() + "; changes elsewhere are seen within "
                                + caching.tiers().staleness()
                        : "memory: nothing is kept");
        Optional<RedisSettings> redis = RedisLink.beside(settings);
        Optional<S3Settings> s3 = S3Link.named(settings);
        boolean well = redis.map(RedisTier::at)
                .map(CacheCommand::probe)
                .orElseGet(() -> without("redis: neither named by the settings nor started on this data directory"));
        well &= s3.map(S3Tier::at).map(CacheCommand::probe).orElseGet(() -> without("s3: not named by the settings"));
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    private static boolean without(String why) {
        System.out.println(why);
        return true;
    }

    private static boolean probe(RemoteTier tier) {
        long start = System.nanoTime();
        try (tier) {
            Map<String, byte[]> unused = tier.get(PROBE);
            System.out.printf("%s: answers in %.1f ms%n", tier.name(), (System.nanoTime() - start) / NANOS_PER_MILLI);
            return true;
        } catch (RuntimeException e) {
            System.out.println(
                    tier.name() + ": cannot be reached (" + e.getClass().getSimpleName() + ")");
            return false;
        }
    }

    @Command(
            name = "evict",
            mixinStandardHelpOptions = true,
            description =
                    "Has all servers of the shards forget their answers, in all tiers, and make new ones. It is told"
                            + " in the log of events, so a server that is away hears of it when it is back.")
    int evict(
            @Mixin Flags flags,
            @Option(
                            names = "--bill",
                            paramLabel = "KEY",
                            description = "Only those made of this bill, such as ca/45-1/C-11.")
                    @Nullable
                    String bill) {
        Optional<EntityId> only =
                Optional.ofNullable(bill).map(key -> BillKey.parse(key).id());
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            teardown.started();
            databases.tell(Changed.evicted(only, Ambient.system()));
            System.out.println("told: every server of these shards makes "
                    + only.map(id -> "the answers of that bill").orElse("its answers") + " anew");
            return ExitCode.OK;
        }
    }
}
