// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** One file of a folder. */
record LocalFile(String name, Path path, Document document, CanadaSettings settings) implements SourceFile {
    @Override
    public void read(Receiver receiver) throws InterruptedException {
        if (Files.isSymbolicLink(path)) {
            receiver.unrecognised("a symbolic link; links are not followed");
        } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            receiver.unrecognised("neither a file nor a folder");
        } else {
            open(receiver);
        }
    }

    private void open(Receiver receiver) throws InterruptedException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            document.read(in, new Origin(path.toString().replace('\\', '/')), receiver);
        } catch (IOException unreadable) {
            throw new RejectedException("unreadable-file", 0, "cannot be read: " + Refusal.reason(unreadable));
        }
    }
}
