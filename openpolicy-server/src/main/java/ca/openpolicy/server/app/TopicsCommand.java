// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.events.kafka.TopicPlan;
import ca.openpolicy.server.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Compares Kafka's topics with what they are to be.",
        synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Says which commands there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? plan or apply");
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Says what differs: + is missing, ~ is set otherwise, ! is for an operator to decide.")
    int plan(@Mixin Flags flags) {
        return shown(flags, "the topics are as declared", link -> link.topics().plan(link.cluster()));
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Makes what is missing and sets what is set otherwise; says what it leaves.")
    int apply(@Mixin Flags flags) {
        return shown(
                flags, "the topics are as declared now", link -> link.topics().apply(link.cluster()));
    }

    private static int shown(Flags flags, String nothing, Function<KafkaLink, TopicPlan> what) {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        KafkaLink link = KafkaLink.to(KafkaSettings.of(settings))
                .orElseThrow(() -> new MisconfiguredException(
                        List.of(KafkaSettings.SERVERS.name() + ": is not set; name the brokers")));
        TopicPlan plan = what.apply(link);
        System.out.println(plan.isEmpty() ? nothing : plan);
        return ExitCode.OK;
    }
}
