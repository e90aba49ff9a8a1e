// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import ca.openpolicy.canada.CanadaFiles;
import ca.openpolicy.canada.CanadaSite;
import ca.openpolicy.core.Ambient;
import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Freshness;
import ca.openpolicy.core.InvalidValueException;
import ca.openpolicy.core.MisconfiguredException;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.format.NdjsonSettings;
import ca.openpolicy.core.format.NdjsonSource;
import ca.openpolicy.server.Settings;
import ca.openpolicy.server.etl.Imports;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where imports come from. */
final class Sources {
    private static final System.Logger LOG = System.getLogger(Sources.class.getName());

    /** What the folder of the start is called. */
    private static final String FIRST = "start";

    private static final int MOST_LOOKED_AT = 10_000;

    private Sources() {}

    /** Files named {@code .ndjson}, one or a folder of nothing else, are read as such; all others as Canada's. */
    static Source files(Path path, Settings settings) {
        try {
            return isNdjson(path)
                    ? NdjsonSource.of(path, NdjsonSettings.defaults())
                    : CanadaFiles.in(path, ImportSettings.canada(settings));
        } catch (InvalidValueException e) {
            throw new MisconfiguredException(List.of(
                    "nothing can be imported from '" + path + "', it must be a folder or a file that can be read"));
        }
    }

    private static boolean isNdjson(Path path) {
        if (!Files.isDirectory(path)) {
            return named(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> some = files.limit(MOST_LOOKED_AT).toList();
            return !some.isEmpty() && some.stream().allMatch(Sources::named);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean named(Path path) {
        return path.toString().endsWith(".ndjson");
    }

    /** A folder or a file of this machine, or an address. */
    static Source named(String from, Settings settings) {
        if (from.startsWith("http://") || from.startsWith("https://")) {
            return site(from, settings);
        }
        return files(AppSettings.path("import", from), settings);
    }

    /** What may be imported while the server runs, by name. */
    static Map<String, Imports.Opening> configured(Settings settings, boolean sample) {
        Map<String, Imports.Opening> all = new TreeMap<>();
        ImportSettings.sources(settings).forEach((name, place) -> all.put(name, () -> named(place, settings)));
        settings.get(AppSettings.IMPORT_DIR).ifPresent(path -> all.put(FIRST, () -> files(path, settings)));
        if (sample) {
            all.put(SampleParliament.NAME, () -> SampleParliament.open(ImportSettings.canada(settings)));
        }
        return all;
    }

    private static Source site(String address, Settings settings) {
        try {
            return CanadaSite.document(
                    new URI(address), ImportSettings.site(settings), ImportSettings.canada(settings), Ambient.system());
        } catch (URISyntaxException e) {
            throw new MisconfiguredException(List.of("'" + address + "' is not an address"));
        }
    }

    /** Only where nothing else was ever loaded, and the sample not wholly. */
    static boolean wantsSample(Archive archive) {
        List<Freshness> known = archive.runs().freshness();
        if (known.isEmpty()) {
            return archive.bills().count(Filter.all()) == 0;
        }
        return known.stream()
                .allMatch(each -> each.source().equals(SampleParliament.NAME)
                        && each.lastSuccess().isEmpty());
    }

    /** Whether there is nothing but the sample, if that. */
    static boolean isSample(Archive archive) {
        return wantsSample(archive)
                || archive.runs().freshness().stream()
                        .allMatch(each -> each.source().equals(SampleParliament.NAME));
    }

    static void close(Source source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "a source did not close", e);
            }
        }
    }
}
