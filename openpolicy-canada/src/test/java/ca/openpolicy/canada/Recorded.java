// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.Claim;
import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a file said: everything that a receiver is told, and the rejection of the whole. */
final class Recorded implements SourceFile.Receiver {
    record Told(String code, long line, String message) {}

    record Said(Claim claim, long line) {}

    final List<Said> said = new ArrayList<>();
    final List<Told> warnings = new ArrayList<>();
    final List<Told> rejections = new ArrayList<>();
    final List<String> unrecognised = new ArrayList<>();
    Optional<RejectedException> refused = Optional.empty();

    /** Reads a file to its end or its rejection, which takes back what it claimed. */
    static Recorded of(SourceFile file) {
        Recorded recorded = new Recorded();
        try {
            file.read(recorded);
        } catch (RejectedException rejected) {
            recorded.refused = Optional.of(rejected);
            recorded.said.clear();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return recorded;
    }

    static Recorded of(String path, byte[] content, CanadaSettings settings) {
        return of(new MemoryFile(path, () -> new ByteArrayInputStream(content), settings));
    }

    static Recorded of(String path, String content) {
        return of(path, content.getBytes(StandardCharsets.UTF_8), CanadaSettings.defaults());
    }

    <C extends Claim> List<C> all(Class<C> type) {
        return said.stream()
                .map(Said::claim)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <C extends Claim> C only(Class<C> type) {
        List<C> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("wanted one " + type.getSimpleName() + ", but " + this);
        }
        return all.get(0);
    }

    List<String> codes() {
        return warnings.stream().map(Told::code).toList();
    }

    List<String> rejectedCodes() {
        return rejections.stream().map(Told::code).toList();
    }

    String refusal() {
        return refused.map(RejectedException::code).orElse("");
    }

    @Override
    public void unrecognised(String found) {
        unrecognised.add(found);
    }

    @Override
    public void claim(Claim claim, long line) {
        said.add(new Said(claim, line));
    }

    @Override
    public void warn(String code, long line, String message) {
        warnings.add(new Told(code, line, message));
    }

    @Override
    public void reject(String code, long line, String message) {
        rejections.add(new Told(code, line, message));
    }

    @Override
    public String toString() {
        return said.size() + " claims " + said.stream().limit(3).toList() + ", warnings " + warnings + ", rejections "
                + rejections + ", unrecognised " + unrecognised + ", refused "
                + refused.map(RejectedException::getMessage).orElse("no");
    }
}
