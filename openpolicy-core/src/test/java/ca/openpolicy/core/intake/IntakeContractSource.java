// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.Source;
import ca.openpolicy.core.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A source whose files are given by a test. */
final class IntakeContractSource implements Source {
    private final List<SourceFile> files = new ArrayList<>();

    /** What a file does beside, or after, its claims. */
    interface Ending {
        void in(SourceFile.Receiver receiver) throws InterruptedException;
    }

    IntakeContractSource file(String name, Claim... claims) {
        return file(name, List.of(claims));
    }

    IntakeContractSource file(String name, List<Claim> claims) {
        return file(name, claims, receiver -> {});
    }

    IntakeContractSource file(String name, List<Claim> claims, Ending ending) {
        files.add(new ClaimFile(name, claims, ending));
        return this;
    }

    /** The same files in another order. */
    IntakeContractSource shuffled(long seed) {
        IntakeContractSource other = new IntakeContractSource();
        other.files.addAll(files);
        Collections.shuffle(other.files, new Random(seed));
        return other;
    }

    /** One file of these. */
    IntakeContractSource only(String name) {
        return filtered(file -> file.name().equals(name));
    }

    /** These without those whose names begin so. */
    IntakeContractSource without(String start) {
        return filtered(file -> !file.name().startsWith(start));
    }

    /** Each file as a source of its own. */
    List<IntakeContractSource> apart() {
        return files.stream().map(file -> only(file.name())).toList();
    }

    private IntakeContractSource filtered(Predicate<SourceFile> wanted) {
        IntakeContractSource other = new IntakeContractSource();
        files.stream().filter(wanted).forEach(other.files::add);
        return other;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<SourceFile> files() {
        return List.copyOf(files);
    }

    private record ClaimFile(String name, List<Claim> claims, Ending ending) implements SourceFile {
        @Override
        public void read(Receiver receiver) throws InterruptedException {
            long line = 0;
            for (Claim claim : claims) {
                receiver.claim(claim, ++line);
            }
            ending.in(receiver);
        }
    }
}
