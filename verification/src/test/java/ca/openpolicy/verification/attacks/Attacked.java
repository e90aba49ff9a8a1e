// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.attacks;

import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.verification.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server as a process of its own, with the sample parliament, on a PostgreSQL of the test that logs every
 * statement.
 */
final class Attacked implements AutoCloseable {
    /** Whoever measures or counts on this server has it alone. */
    static final String LOCK = "the attacked server";

    private static final Duration LONG = Duration.ofMinutes(3);

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final ServerProcess server;

    Attacked(String... more) throws IOException {
        directory = Files.createTempDirectory("attacked");
        postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary()
                .withDurability(false)
                .withServerSettings(Map.of("log_statement", "all")));
        try {
            server = start(more).awaitReady(LONG);
        } catch (IOException | RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    /** Another server on the same archive. */
    ServerProcess start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>();
        set(arguments, "database.urls", url("one") + "," + url("two"));
        set(arguments, "database.user", postgres.user());
        set(arguments, "database.password-file", password().toString());
        set(
                arguments,
                "operator.token-file",
                directory.resolve("operator.token").toString());
        set(arguments, "log.format", "json");
        arguments.addAll(List.of(more));
        return ServerProcess.start(directory.resolve("data"), arguments.toArray(String[]::new));
    }

    static void set(List<String> arguments, String name, String value) {
        arguments.addAll(List.of("--set", name + "=" + value));
    }

    Wire wire() {
        return new Wire(server.port());
    }

    ServerProcess server() {
        return server;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    /** What the operator may know. */
    String token() {
        try {
            return Files.readString(directory.resolve("operator.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What PostgreSQL has logged. */
    String statements() throws IOException {
        return Files.readString(postgres.dataDirectory().resolve("postgres.log"));
    }

    @Override
    public void close() throws IOException {
        server.close();
        postgres.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private String url(String name) {
        postgres.createDatabase(name);
        return postgres.jdbcUrl(name);
    }

    private Path password() throws IOException {
        return Files.writeString(directory.resolve("password"), postgres.password());
    }

    /** Hands the one server to tests, and closes it after the last. */
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Attacked.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Attacked.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(HERE).computeIfAbsent(Attacked.class, key -> opened(), Attacked.class);
        }

        private static Attacked opened() {
            try {
                return new Attacked();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
