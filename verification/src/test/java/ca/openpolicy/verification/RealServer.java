// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The server with the real parliament; one for all tests that only read it. */
public final class RealServer implements AutoCloseable {
    private final Path directory;
    private final ServerProcess process;

    private RealServer() throws IOException {
        directory = Files.createTempDirectory("real-server");
        process = ServerProcess.start(directory.resolve("data"), "--import=" + RealData.DIRECTORY)
                .awaitReady(Duration.ofMinutes(10));
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() throws IOException {
        process.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Hands the one server to tests, and closes it after the last. */
    public static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(RealServer.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(HERE)
                    .computeIfAbsent(RealServer.class, key -> opened(), RealServer.class);
        }

        private static RealServer opened() {
            try {
                return new RealServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
