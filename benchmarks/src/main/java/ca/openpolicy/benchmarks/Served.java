// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two databases of one embedded PostgreSQL with the real data where it is there, else with the sample parliament; kept
 * between runs. Any server can be started on them.
 */
final class Served implements AutoCloseable {
    private static final List<String> DATABASES = List.of("openpolicy_0", "openpolicy_1");
    private static final int CONNECTIONS = 150;
    private static final long PLENTY = 1_000_000_000;

    private final Path place;
    private final EmbeddedPostgres postgres;
    private final Path password;

    private Served(Path place, EmbeddedPostgres postgres, Path password) {
        this.place = place;
        this.postgres = postgres;
        this.password = password;
    }

    static Served in(Path kept) throws Exception {
        Path data = Path.of(System.getProperty("openpolicy.data", ""));
        boolean real = !data.toString().isEmpty() && Files.isDirectory(data);
        Path place =
                Files.createDirectories(kept.resolve(real ? "real" : "sample")).toAbsolutePath();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                EmbeddedPostgresSettings.at(place.resolve("postgres")).withMaxConnections(CONNECTIONS));
        Path password = place.resolve("password");
        Files.writeString(password, postgres.password());
        Served served = new Served(place, postgres, password);
        served.prepare(real ? Map.of("import.dir", data.toString()) : Map.of());
        return served;
    }

    ProcessHandle engine() {
        return ProcessHandle.of(postgres.pid()).orElseThrow();
    }

    Path place() {
        return place;
    }

    /** The server of this project, its limiter on with a quota far above any load. */
    Program server(Measure measure, List<String> flags) throws Exception {
        return server(measure, flags, Map.of());
    }

    /** The same that makes each answer anew. */
    Program forgetfulServer(Measure measure) throws Exception {
        return server(measure, List.of(), Map.of("cache.memory-bytes", "0"));
    }

    private Program server(Measure measure, List<String> flags, Map<String, String> more) throws Exception {
        Map<String, String> settings = settings();
        settings.putAll(more);
        if (Program.knows("limit.per-minute")) {
            settings.put("limit.per-minute", Long.toString(PLENTY));
            settings.put("limit.per-hour", Long.toString(PLENTY));
        }
        measure.extra().forEach(each -> settings.put(each.split("=", 2)[0], each.split("=", 2)[1]));
        return Program.server(place, flags, settings);
    }

    /** The same with a quota that one request uses up. */
    Program strictServer() throws Exception {
        Map<String, String> settings = settings();
        settings.put("limit.per-minute", "1");
        settings.put("limit.per-hour", "1");
        return Program.server(place, List.of(), settings);
    }

    /** The bare peer on the same databases. */
    Program bare() throws Exception {
        return peer(BareServer.class);
    }

    /** Another peer on the same databases. */
    Program peer(Class<?> main) throws Exception {
        return Program.of(
                main,
                place,
                List.of(
                        postgres.user(),
                        password.toString(),
                        postgres.jdbcUrl(DATABASES.getFirst()),
                        postgres.jdbcUrl(DATABASES.getLast())));
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** By the server itself, as an operator would; once. */
    private void prepare(Map<String, String> from) throws Exception {
        Path done = place.resolve("imported");
        if (Files.exists(done)) {
            return;
        }
        System.out.println("importing, for this and later runs, into " + place);
        DATABASES.forEach(postgres::createDatabase);
        Map<String, String> settings = settings();
        settings.putAll(from);
        Program.server(place, List.of(), settings).close();
        Files.createFile(done);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "database.urls",
                String.join(",", DATABASES.stream().map(postgres::jdbcUrl).toList()));
        settings.put("database.user", postgres.user());
        settings.put("database.password-file", password.toString());
        settings.put("database.pool-size", Integer.toString(BareServer.POOL_SIZE));
        return settings;
    }
}
