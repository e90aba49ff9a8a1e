// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.embedded;

import ca.openpolicy.embedded.Archive.Machine;
import ca.openpolicy.embedded.EmbeddedEngineException.Reason;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The server program of Redis for this machine. */
final class RedisProgram {
    /** What the unpacked program is called, whatever its version, so that one left by an older start is known again. */
    static final String NAME = "redis-server";

    /** The names of the resources say the version of each; those are of the artifact that this was built with. */
    private static final Map<String, String> RESOURCES = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-arm64v8", "redis-server-6.2.7-linux-arm64",
            "darwin-amd64", "redis-server-6.2.6-v5-darwin-amd64",
            "darwin-arm64v8", "redis-server-6.2.6-v5-darwin-arm64");

    private RedisProgram() {}

    /** Unpacked once for each version. */
    static Path unpacked(EmbeddedRedisSettings settings, Path directory, Path place) {
        Archive archive = archive(Machine.current(), RedisProgram.class.getClassLoader());
        return Binaries.unpacked(
                        archive,
                        settings.binariesDirectory(),
                        settings.dataDirectory().map(lasting -> directory),
                        () -> place)
                .program(NAME);
    }

    static Archive archive(Machine machine, ClassLoader loader) {
        String kind = machine.system() + "-" + machine.processor();
        return Optional.ofNullable(RESOURCES.get(kind))
                .filter(resource -> !machine.alpine())
                .flatMap(resource -> Archive.search("Redis", resource, loader))
                .orElseThrow(() -> missing(machine, RESOURCES.getOrDefault(kind, "none")));
    }

    private static EmbeddedEngineException missing(Machine machine, String resource) {
        String system = machine.system() + (machine.alpine() ? " with musl" : "");
        return new EmbeddedEngineException(
                Reason.ARCHIVE_MISSING,
                "no Redis for " + system + " on " + machine.processor() + " is on the class path (resource " + resource
                        + "); add " + Library.coordinates("redis")
                        + " at run time, which has it for Linux (glibc) and macOS on x86-64 and arm64");
    }
}
