// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.core.VoteSummary;
import ca.openpolicy.server.Settings;
import ca.openpolicy.storage.postgres.VoteSummaries;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "summaries",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Sees to the summaries of the votes beside the bills; also beside a server that runs.",
        synopsisSubcommandLabel = "COMMAND")
final class SummariesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Says which commands there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? rebuild or compare");
    }

    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = "Makes all summaries anew from the votes.")
    int rebuild(@Mixin Flags flags) {
        return with(flags, summaries -> {
            System.out.println(summaries.rebuild() + " votes were not beside their bills, or otherwise than they are");
            return ExitCode.OK;
        });
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = "Compares all summaries with the votes; what was not taken yet shows as a difference.")
    int compare(
            @Mixin Flags flags,
            @Option(
                            names = "--limit",
                            paramLabel = "COUNT",
                            defaultValue = "100",
                            description = "After how many differences to stop; 100 unless given.")
                    int limit) {
        return with(flags, summaries -> {
            List<VoteSummaries.Difference> differences = summaries.compare(limit);
            differences.forEach(each -> System.out.println(line(each)));
            System.out.println(
                    differences.isEmpty() ? "all summaries are as the votes are" : "rebuild puts them right");
            return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    private interface Work {
        int on(VoteSummaries summaries);
    }

    private static int with(Flags flags, Work work) {
        Settings settings = flags.settings(Map.of());
        Logging.set(settings);
        try (Teardown teardown = Teardown.atExit()) {
            Databases databases =
                    Databases.beside(DatabaseSettings.of(settings), settings.get(AppSettings.DATA_DIR), teardown);
            databases.migrate();
            VoteSummaries summaries = teardown.add(Teardown.Layer.ARCHIVE, databases.patientSummaries());
            teardown.started();
            return work.on(summaries);
        }
    }

    private static String line(VoteSummaries.Difference difference) {
        return "bill " + difference.bill() + ": " + told(difference.kept()) + " beside it, but its votes give "
                + told(difference.exact());
    }

    private static String told(VoteSummary summary) {
        return summary.votes() + " votes, " + summary.agreed() + " agreed, " + summary.negatived() + " negatived, "
                + summary.ties() + " ties, approval "
                + summary.decisive()
                        .flatMap(entry -> entry.approvalPercentage())
                        .map(percent -> percent + " %")
                        .orElse("none");
    }
}
