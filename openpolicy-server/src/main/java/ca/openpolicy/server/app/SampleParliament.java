// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSettings;
import ca.openpolicy.core.Chamber;
import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Jurisdiction;
import ca.openpolicy.core.JurisdictionKey;
import ca.openpolicy.core.MemberKey;
import ca.openpolicy.core.Rank;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import ca.openpolicy.core.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The invented legislature that comes with the program, read by the same intake as a real one. */
final class SampleParliament implements Source, AutoCloseable {
    static final String NAME = "sample-parliament";
    private static final JurisdictionKey ZEPHYRIA = new JurisdictionKey("zz");
    private static final String README = "README.md";
    private static final Map<String, String> FRENCH_PARTIES = Map.of(
            "Concord", "Concorde",
            "Compass", "Boussole",
            "Commonweal", "Bien commun",
            "Ligue c\u00f4ti\u00e8re", "Ligue c\u00f4ti\u00e8re",
            "Independent", "Ind\u00e9pendant");

    private final CanadaFiles files;
    private final CanadaSettings settings;
    private final Path folder;

    private SampleParliament(CanadaFiles files, CanadaSettings settings, Path folder) {
        this.files = files;
        this.settings = settings;
        this.folder = folder;
    }

    /** Copies the files out of the jar, for the files of an import are those of a file system. */
    static SampleParliament open(CanadaSettings canada) {
        CanadaSettings settings = canada.withJurisdiction(ZEPHYRIA).withFrenchPartyNames(FRENCH_PARTIES);
        try {
            Path folder = Files.createTempDirectory(NAME);
            copy(folder);
            return new SampleParliament(CanadaFiles.in(folder, settings), settings, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample parliament cannot be unpacked", e);
        }
    }

    private static void copy(Path folder) throws IOException {
        URI address = address();
        if (address.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(address, Map.of())) {
                copy(jar.getPath(NAME), folder);
            }
        } else {
            copy(Objects.requireNonNull(Path.of(address).getParent()), folder);
        }
    }

    private static URI address() {
        URL found = Objects.requireNonNull(
                SampleParliament.class.getClassLoader().getResource(NAME + "/" + README), "the sample is in the jar");
        try {
            return found.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(each, copy);
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<SourceFile> files() throws InterruptedException {
        List<SourceFile> all = new ArrayList<>();
        all.add(new Facts(settings));
        files.files().stream().filter(file -> !file.name().equals(README)).forEach(all::add);
        return all;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** What no file of the sample tells: the legislature's name, and who presides. */
    private record Facts(CanadaSettings settings) implements SourceFile {
        private static final MemberKey SPEAKER = new MemberKey(ZEPHYRIA, "900106");

        @Override
        public String name() {
            return "facts";
        }

        @Override
        public void read(Receiver receiver) {
            Text name = Text.of("Parliament of Zephyria", "Parlement de la Zéphyrie");
            Text notice = Text.of(
                    "The Parliament of Zephyria is invented; any likeness is chance.",
                    "Le Parlement de la Zéphyrie est inventé; toute ressemblance est fortuite.");
            receiver.claim(
                    new Claim.OfJurisdiction(
                            Rank.NATIVE_LIST, new Jurisdiction(ZEPHYRIA, name, settings.zone(), notice)),
                    0);
            receiver.claim(
                    new Claim.OfChair(
                            Rank.NATIVE_LIST, SPEAKER, Chamber.HOUSE, LocalDate.parse("2022-10-01"), Optional.empty()),
                    0);
        }
    }
}
