// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import ca.openpolicy.core.RejectedException;
import ca.openpolicy.core.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;

/** One document of a site; it is fetched when it is read. */
record SiteFile(URI address, Fetcher fetcher, Document document) implements SourceFile {
    @Override
    public String name() {
        String query = address.getQuery() == null ? "" : "?" + address.getQuery();
        return address.getHost() + address.getPath() + query;
    }

    @Override
    public void read(Receiver receiver) throws InterruptedException {
        try (InputStream in = Files.newInputStream(fetcher.fetch(address))) {
            document.read(in, new Origin(String.valueOf(address.getPath())), receiver);
        } catch (IOException unreadable) {
            throw new RejectedException("unreadable-file", 0, "cannot be read: " + Refusal.reason(unreadable));
        }
    }
}
