// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Ballot;
import ca.openpolicy.core.Ballots;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.intake.Intake;
import ca.openpolicy.core.intake.IntakeSettings;
import ca.openpolicy.core.intake.Progress;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The import of all real data, beside plain COPY of the same rows into the same tables on the same server; a second
 * import beside the first; a deep page beside the first page. Durable engine, both on this machine.
 */
final class ImportBenchmark {
    private static final int DEPTH = 500_000;
    private static final int PAGES_A_PAIR = 200;

    private final EmbeddedPostgres postgres;
    private final Path data = Path.of(System.getProperty("openpolicy.data", ""));
    private final Pairs againstCopy = new Pairs();
    private final Pairs secondAgainstFirst = new Pairs();
    private final Pairs cpu = new Pairs();

    private ImportBenchmark(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    private interface Work {
        void run() throws Exception;
    }

    private record Cost(double seconds, double cpuSeconds) {}

    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            new ImportBenchmark(postgres).run(pairs);
        }
    }

    private void run(int pairs) throws Exception {
        Path dumped = Files.createTempDirectory("openpolicy-copy");
        try {
            try (Place place = new Place(postgres, "warm")) {
                importInto(place);
                PlainCopy.dump(place, dumped);
                pages(place, pairs);
            }
            for (int i = 1; i <= pairs; i++) {
                pair(dumped, i % 2 == 0);
                System.out.printf("pair %d of %d done%n", i, pairs);
            }
        } finally {
            delete(dumped);
        }
        System.out.println(againstCopy.told("import", "plain COPY", "s"));
        System.out.println(cpu.told("import, CPU of this process", "plain COPY, CPU of this process", "s"));
        System.out.println(secondAgainstFirst.told("second import", "first import", "s"));
        System.out.printf(
                "largest heap: %d MiB of -Xmx512m%n", Runtime.getRuntime().maxMemory() >> 20);
    }

    private void pair(Path dumped, boolean copyFirst) throws Exception {
        Cost copied = new Cost(0, 0);
        if (copyFirst) {
            copied = copy(dumped);
        }
        Cost first;
        Cost second;
        try (Place place = new Place(postgres, "import")) {
            place.settle();
            first = timed(() -> importInto(place));
            place.settle();
            second = timed(() -> importInto(place));
        }
        if (!copyFirst) {
            copied = copy(dumped);
        }
        againstCopy.add(first.seconds(), copied.seconds());
        cpu.add(first.cpuSeconds(), copied.cpuSeconds());
        secondAgainstFirst.add(second.seconds(), first.seconds());
    }

    private Cost copy(Path dumped) throws Exception {
        try (Place place = new Place(postgres, "copy")) {
            place.settle();
            return timed(() -> PlainCopy.load(place, dumped));
        }
    }

    private void importInto(Place place) throws InterruptedException {
        try (Archive archive = place.archive()) {
            Intake.into(archive, IntakeSettings.defaults(), Ambient.system())
                    .run(CanadaFiles.in(data, CanadaSettings.defaults()), Progress.silent());
        }
    }

    private void pages(Place place, int pairs) {
        try (Archive archive = place.archive()) {
            Filter<Ballot> recorded = Filter.where(Ballots.DERIVED.is(false));
            PageRequest<Ballot> first = PageRequest.first(100);
            PageRequest<Ballot> deep = first.at(cursorAt(archive, recorded));
            Pairs pages = new Pairs();
            for (int i = 0; i < Math.max(pairs, 15); i++) {
                pages.add(pageMillis(archive, recorded, deep), pageMillis(archive, recorded, first));
            }
            System.out.println(pages.told("page at depth " + DEPTH, "first page", "ms"));
        }
    }

    private static ca.openpolicy.core.Cursor cursorAt(Archive archive, Filter<Ballot> filter) {
        Page<Ballot> page = archive.ballots().find(filter, PageRequest.first(500));
        for (int seen = 500; seen < DEPTH; seen += 500) {
            page = archive.ballots()
                    .find(filter, PageRequest.<Ballot>first(500).at(page.next().orElseThrow()));
        }
        return page.next().orElseThrow();
    }

    private static double pageMillis(Archive archive, Filter<Ballot> filter, PageRequest<Ballot> request) {
        long start = System.nanoTime();
        for (int i = 0; i < PAGES_A_PAIR; i++) {
            if (archive.ballots().find(filter, request).items().size() != request.limit()) {
                throw new IllegalStateException("a page is not full");
            }
        }
        return (System.nanoTime() - start) / 1e6 / PAGES_A_PAIR;
    }

    private static Cost timed(Work work) throws Exception {
        System.gc();
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, cpuSeconds() - cpu);
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e9;
    }

    private static void delete(Path directory) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }
}
