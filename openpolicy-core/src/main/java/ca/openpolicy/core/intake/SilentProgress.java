// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.core.intake;

import ca.openpolicy.core.Run;

/** Says nothing. */
record SilentProgress() implements Progress {
    @Override
    public void started(int files) {}

    @Override
    public void file(String name, int number, int total) {}

    @Override
    public void loading(String kind, long done, long total) {}

    @Override
    public void finished(Run run) {}
}
