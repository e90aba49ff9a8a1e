// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A file that lies in memory, or is made while it is read. */
record MemoryFile(String name, Supplier<InputStream> content, CanadaSettings settings) implements SourceFile {
    @Override
    public void read(Receiver receiver) throws InterruptedException {
        try (InputStream in = content.get()) {
            new Document(settings, new Pool()).read(in, new Origin(name), receiver);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
