// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server.app;

import picocli.CommandLine.IVersionProvider;

/** Tells the version of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"openpolicy " + text()};
    }

    static String text() {
        return String.valueOf(Version.class.getPackage().getImplementationVersion());
    }
}
