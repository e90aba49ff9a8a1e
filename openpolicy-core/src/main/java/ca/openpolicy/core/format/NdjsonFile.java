// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.format;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One file of NDJSON. */
record NdjsonFile(Path path, String name, NdjsonSettings settings) implements SourceFile {
    @Override
    public void read(Receiver receiver) throws InterruptedException {
        try {
            if (Files.size(path) == 0) {
                receiver.unrecognised("an empty file");
            } else if (!recognised()) {
                receiver.unrecognised("no JSON object on a line of its own with a known url or kind");
            } else {
                readAll(receiver);
            }
        } catch (IOException e) {
            throw new RejectedException("unreadable-file", 0, "the file cannot be read: " + e.getMessage());
        }
    }

    private boolean recognised() throws IOException {
        NdjsonLine reader = new NdjsonLine(settings.forLines());
        try (Lines lines = Lines.of(path, settings.maxLineBytes())) {
            Optional<Lines.Line> line = lines.next();
            for (int i = 0; i < settings.probedLines() && line.isPresent(); i++) {
                if (line.get() instanceof Lines.Line.Good good && reader.recognises(good.text())) {
                    return true;
                }
                line = lines.next();
            }
        }
        return false;
    }

    private void readAll(Receiver receiver) throws IOException, InterruptedException {
        if (Files.size(path) > settings.maxFileBytes()) {
            throw new RejectedException(
                    "too-large", 0, "the file is larger than " + settings.maxFileBytes() + " bytes");
        }
        NdjsonClaims claims = new NdjsonClaims(receiver, settings);
        try (Lines lines = Lines.of(path, settings.maxLineBytes())) {
            Optional<Lines.Line> line = lines.next();
            while (line.isPresent()) {
                claims.take(line.get());
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + name);
                }
                line = lines.next();
            }
        }
        claims.finish();
    }
}
