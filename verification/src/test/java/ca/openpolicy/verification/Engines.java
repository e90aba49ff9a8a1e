// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import java.nio.file.Path;
import java.util.List;

/** The processes of PostgreSQL that work below a directory, whoever started them. */
final class Engines {
    private Engines() {}

    /** The first process of each server; the others say their task in place of what they were started with. */
    static List<ProcessHandle> below(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(Engines::isPostgres)
                .filter(process -> isToldOf(directory, process.info()))
                .toList();
    }

    private static boolean isPostgres(ProcessHandle process) {
        String program = process.info().command().orElse("");
        return program.endsWith("/postgres") || program.endsWith("/initdb");
    }

    private static boolean isToldOf(Path directory, ProcessHandle.Info process) {
        return List.of(process.arguments().orElse(new String[0])).stream()
                .anyMatch(argument -> argument.contains(directory.toString()));
    }
}
