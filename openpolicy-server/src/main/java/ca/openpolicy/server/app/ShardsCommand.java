// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.EntityId;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.UnavailableException;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.shard.Heat;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;
import ca.openpolicy.storage.shard.move.Balance;
import ca.openpolicy.storage.shard.move.MoveStatus;
import ca.openpolicy.storage.shard.move.Placement;
import ca.openpolicy.storage.shard.move.Plan;
import ca.openpolicy.storage.shard.move.Planner;
import ca.openpolicy.storage.shard.move.Reshard;
import ca.openpolicy.storage.shard.move.Skew;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "shards",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows which shard owns what, and moves slots while servers run; each server must have been"
                + " started with all shards.",
        synopsisSubcommandLabel = "COMMAND")
final class ShardsCommand implements Runnable {
    private static final String WISH = "NAME=WEIGHT";
    private static final String NO_LOAD = "no server wrote down any load lately";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is wished for; all shards alike where nothing is. */
    static final class Wish {
        @Option(
                names = "--weight",
                paramLabel = WISH,
                description = "How much a shard is to own beside others, such as s2=1; 1 unless given, and 0 empties a"
                        + " shard, which then leaves the map.")
        private Map<String, Integer> weights = new LinkedHashMap<>();

        @Option(
                names = "--pin",
                paramLabel = "SLOT=NAME",
                description = "A slot that is to be on this shard, such as 4711=s3.")
        private Map<Integer, String> pins = new LinkedHashMap<>();

        @Option(
                names = "--by-load",
                description = "Moves the few slots that even the load which servers measured, instead of evening how"
                        + " many slots each shard owns; weights then say how much a shard is to bear.")
        private boolean byLoad;
    }

    /** Says which commands there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? status, plan, move, verify, resume, rollback or clean");
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Says what each shard owns, and how far the last move is.")
    int status(@Mixin Flags flags) {
        return on(flags, (databases, reshard, settings) -> {
            ShardMap map = databases.placed();
            databases.all().forEach(shard -> System.out.println(owned(map, shard)));
            System.out.println(reshard.status().map(ShardsCommand::line).orElse("slots were never moved"));
            return ExitCode.OK;
        });
    }

    private static String owned(ShardMap map, Shard shard) {
        if (!map.shards().contains(shard)) {
            return shard.name() + ": not in the map";
        }
        long owned = IntStream.range(0, EntityId.SLOT_COUNT)
                .filter(slot -> map.owner(slot).equals(shard))
                .count();
        return shard.name() + ": " + owned + " slots";
    }

    private static String line(MoveStatus status) {
        return "move " + status.id() + ": " + status.state().name().toLowerCase(Locale.ROOT) + ", "
                + status.arrived() + " of " + status.batches() + " batches arrived, begun " + status.started()
                + (status.waiting().isEmpty() ? "" : ", waiting for " + String.join(", ", status.waiting()));
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Says which slots would change hands; does nothing.")
    int plan(@Mixin Flags flags, @Mixin Wish wish) {
        return on(flags, (databases, reshard, settings) -> {
            print(plan(databases, wish, settings));
            load(databases, settings).forEach(System.out::println);
            return ExitCode.OK;
        });
    }

    private static void print(Plan plan) {
        plan.steps().forEach(System.out::println);
        System.out.println(plan.count() + " of " + EntityId.SLOT_COUNT + " slots");
    }

    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = "Moves slots; people may read and write meanwhile. It can be rolled back until clean.")
    int move(@Mixin Flags flags, @Mixin Wish wish) {
        return on(flags, (databases, reshard, settings) -> {
            Plan plan = plan(databases, wish, settings);
            print(plan);
            List<String> emptied = wish.weights.entrySet().stream()
                    .filter(each -> each.getValue() == 0 && !wish.pins.containsValue(each.getKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            return plan.steps().isEmpty() ? ExitCode.OK : told(reshard.move(plan, emptied));
        });
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on with a move, or with the way back, that was cut short.")
    int resume(@Mixin Flags flags) {
        return on(flags, (databases, reshard, settings) -> told(reshard.resume()));
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Takes all slots back to where they were, with everything that was written since.")
    int rollback(@Mixin Flags flags) {
        return on(flags, (databases, reshard, settings) -> told(reshard.rollback()));
    }

    @Command(
            name = "clean",
            mixinStandardHelpOptions = true,
            description = "Removes what the way back needs; afterwards there is none.")
    int clean(@Mixin Flags flags) {
        return on(flags, (databases, reshard, settings) -> told(reshard.clean()));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Compares what was moved, or copied, with what it was made of; row by row.")
    int verify(@Mixin Flags flags) {
        return on(flags, (databases, reshard, settings) -> {
            List<String> differences = reshard.verify();
            differences.forEach(System.out::println);
            System.out.println(differences.isEmpty() ? "nothing differs" : differences.size() + " differences");
            return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    private static int told(MoveStatus status) {
        System.out.println(line(status));
        return ExitCode.OK;
    }

    /** How the load lies now, for who has to decide. */
    private static List<String> load(Databases databases, PlacementSettings settings) {
        ShardMap map = databases.placed();
        return databases
                .heat(settings.heatSilence())
                .map(heat -> lines(Skew.of(
                        heat,
                        settings.balance().readsOfWrite(),
                        slot -> map.owner(slot).name(),
                        Databases.alike(map.shards()))))
                .orElse(List.of(NO_LOAD));
    }

    private static List<String> lines(Skew skew) {
        List<String> lines = new ArrayList<>();
        skew.shards().forEach(part -> lines.add(part.shard() + " bears " + percent(part.share()) + " of the load"));
        lines.add("slot " + skew.hottestSlot() + " is the hottest, with " + percent(skew.hottestSlotShare()));
        return lines;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private Plan plan(Databases databases, Wish wish, PlacementSettings settings) {
        List<String> names = databases.all().stream().map(Shard::name).toList();
        Map<String, Integer> weights = new TreeMap<>();
        names.forEach(name -> weights.put(name, 1));
        weights.putAll(wish.weights);
        List<String> unknown =
                weights.keySet().stream().filter(name -> !names.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "no shard is called " + unknown.getFirst() + "; there are " + names);
        }
        ShardMap map = databases.placed();
        IntFunction<String> owners = slot -> map.owner(slot).name();
        try {
            Placement placement = placement(weights, wish.pins);
            return wish.byLoad ? byLoad(databases, settings, owners, placement) : Planner.plan(owners, placement);
        } catch (InvalidValueException | MisconfiguredException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Placement placement(Map<String, Integer> weights, Map<Integer, String> pins) {
        Placement placement = Placement.of(weights);
        for (Map.Entry<Integer, String> pin : pins.entrySet()) {
            placement = placement.pin(pin.getKey(), pin.getValue());
        }
        return placement;
    }

    private static Plan byLoad(
            Databases databases, PlacementSettings settings, IntFunction<String> owners, Placement placement) {
        Heat heat = databases
                .heat(settings.heatSilence())
                .orElseThrow(() -> new UnavailableException(
                        NO_LOAD, settings.heatInterval(), new IllegalStateException("nothing was written down")));
        Balance.Proposal proposal = settings.balance().propose(heat, owners, placement);
        if (proposal.uneven()) {
            System.out.println("a shard stays above its share: slot "
                    + proposal.after().hottestSlot() + " may need one of its own (--pin), or others more weight");
        }
        return proposal.plan();
    }

    private interface Work {
        int on(Databases databases, Reshard reshard, PlacementSettings settings);
    }

    private static int on(Flags flags, Work work) {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            teardown.started();
            PlacementSettings placement = PlacementSettings.of(settings);
            Reshard reshard = databases.reshard(placement.move()).listening(new MoveProgress(System.out));
            return work.on(databases, reshard, placement);
        }
    }
}
